/* What a link, or an inline button that is one, does for the person whose phone it is on. */

import { openMenu } from "./menus.js";
import { words } from "./words.js";

const TELEGRAM = new Set(["t.me", "telegram.me"]);

/** Follow `url` as the person of `pane`; false when the browser should open it in a tab of its own. */
export function follow(pane, url, anchor = pane.node) {
  const link = new URL(url);
  if (!TELEGRAM.has(link.hostname)) return false;
  const [name] = link.pathname.slice(1).split("/");
  const bot = pane.world.botNamed(name);
  if (bot && link.searchParams.has("startgroup")) chooseGroup(pane, url, anchor);
  else if (bot) followBot(pane, url, bot);
  else if (name.startsWith("+")) pane.act("open_link", { url });
  else pane.notices.toast(words.outsideLink(url));
  return true;
}

async function followBot(pane, url, bot) {
  await pane.act("open_link", { url });
  if (pane.chat !== bot.id) await pane.openPrivate(bot.id);
}

function chooseGroup(pane, url, anchor) {
  const groups = pane.world.chatsOf(pane.viewer).filter((chat) => chat.id < 0);
  const items = groups.map(({ id, title }) => ({ label: title, run: () => pane.act("open_link", { url, group: id }) }));
  openMenu(anchor, items, words.chooseChat);
}

/** Press an inline button: most go to the bot, some only do something on the phone. */
export async function press(pane, message, item, node) {
  if (item.kind === "copy") return copy(pane, item.data ?? item.text);
  if (item.kind === "url" || item.kind === "login") {
    if (!follow(pane, item.url, node)) window.open(item.url, "_blank", "noopener,noreferrer");
    return undefined;
  }
  if (item.kind === "switch_inline_here") return pane.composer.setText(inlineText(pane, message, item.data));
  if (item.kind === "switch_inline") return share(pane, message, item, node);
  if (item.kind !== "callback") return pane.notices.toast(words.notPlayed);
  return pane.pressed(message, item, node);
}

export async function copy(pane, text) {
  try {
    await navigator.clipboard.writeText(text);
    pane.notices.toast(words.copied);
  } catch {
    pane.notices.toast(text);
  }
}

function inlineText(pane, message, query) {
  const { world } = pane;
  const bot = world.bots.get(message.from?.id) ?? world.botNamed(message.via_bot ?? "") ?? [...world.bots.values()][0];
  pane.composer.text.focus();
  return `@${bot.username} ${query ?? ""}`;
}

function share(pane, message, item, node) {
  const chats = pane.world.chatsOf(pane.viewer);
  const items = chats.map(({ id, title }) => ({
    label: title,
    testid: "share-chat",
    "data-chat": id,
    run: async () => {
      await pane.open(id);
      pane.composer.setText(inlineText(pane, message, item.data));
    },
  }));
  openMenu(node, items, words.chooseChat);
}
