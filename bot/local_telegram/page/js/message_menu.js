/* What a person can do with one message. */

import { copy } from "./links.js";
import { openMenu } from "./menus.js";
import { words } from "./words.js";

const THUMB = "👍";

export function openMessageMenu(pane, message, anchor) {
  const mine = message.from?.id === pane.viewer;
  const liked = message.reactions?.some(({ emoji, by }) => emoji === THUMB && by?.includes(pane.viewer));
  const items = [
    { label: words.reply, picture: "reply", testid: "reply", run: () => pane.composer.replyTo(message) },
    mine && message.text ? { label: words.edit, picture: "edit", testid: "edit", run: () => pane.composer.edit(message) } : null,
    message.protected ? null : { label: words.forward, picture: "forward", testid: "forward", run: () => chooseTarget(pane, message, anchor) },
    { label: liked ? words.unthumb : words.thumb, picture: "heart", testid: "react", run: () => pane.act("react", { message: message.id, emoji: liked ? null : THUMB }) },
    message.text && !message.protected ? { label: words.copyText, picture: "copy", testid: "copy", run: () => copy(pane, message.text) } : null,
    mine ? { label: words.remove, picture: "trash", testid: "delete", run: () => pane.act("delete", { message: message.id }) } : null,
  ];
  openMenu(anchor, items, words.actions);
}

function chooseTarget(pane, message, anchor) {
  const from = pane.chat;
  const items = pane.world.chatsOf(pane.viewer).map(({ id, title }) => ({
    label: title,
    testid: "forward-to",
    "data-chat": id,
    run: () => pane.act("forward", { message: message.id, from_chat: from, chat: id }),
  }));
  openMenu(anchor, items, words.forwardTo);
}
