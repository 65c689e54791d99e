/* One message, drawn. */

import { button, el, unseen } from "./dom.js";
import { inlineKeyboard } from "./keyboards.js";
import { media } from "./media.js";
import { richText } from "./rich_text.js";
import { hour } from "./when.js";
import { service, words } from "./words.js";

const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}[\ufe0f\u200d\u{1f3fb}-\u{1f3ff}]*){1,3}$/u;

/**
 * The list item of `message` as `viewer` sees it. `place` says what is around it: `{follows}`, whether the one before
 * comes from the same person, and `{group}`. `hooks` are the pane's: press, menu, jump, link, command, vote, react.
 */
export function bubble(message, viewer, place, hooks) {
  if (message.kind === "service") return serviceLine(message);
  const mine = message.from?.id === viewer;
  const classes = ["message", mine ? "mine" : "theirs", place.follows ? "follows" : "", EMOJI_ONLY.test(message.text ?? "") ? "big" : ""];
  return el(
    "li",
    {
      class: classes.filter(Boolean).join(" "),
      tabindex: "-1",
      "data-testid": "message",
      "data-message": message.id,
      "data-kind": message.kind,
      "data-mine": String(mine),
      "data-edited": String(Boolean(message.edited)),
    },
    el("div", { class: "bubble" }, heading(message, mine, place), body(message, hooks), reactions(message, viewer, hooks), foot(message, hooks)),
    inlineKeyboard(message, hooks),
  );
}

function serviceLine(message) {
  return el(
    "li",
    { class: "service", tabindex: "-1", "data-testid": "message", "data-message": message.id, "data-kind": "service" },
    el("span", {}, service(message)),
  );
}

function heading(message, mine, place) {
  const name = message.from?.name ?? "";
  const shown = place.group && !mine && !place.follows;
  return [
    shown ? el("span", { class: `sender tint-${tint(message.from?.id ?? 0)}` }, name) : unseen(`${name}\u00a0: `),
    message.forwarded_from ? el("span", { class: "origin" }, words.forwardedFrom(nameOf(message.forwarded_from))) : null,
    message.via_bot ? el("span", { class: "origin" }, words.via(`@${nameOf(message.via_bot)}`)) : null,
  ];
}

const nameOf = (source) => (typeof source === "string" ? source.replace(/^@/, "") : (source.username ?? source.name ?? ""));

function body(message, hooks) {
  const answered = message.reply_to ? quote(message.reply_to, hooks) : null;
  const emojiOnly = message.kind === "sticker" || message.kind === "dice";
  const text = message.text && !emojiOnly ? el("div", { class: "text" }, richText(message.text, message.entities, hooks)) : null;
  return [answered, media(message, hooks), text];
}

function quote(answered, hooks) {
  return button(
    { label: answered.text, class: "quoted", "data-testid": "quoted", onclick: () => hooks.jump(answered.id) },
    el("b", {}, answered.name),
    el("span", {}, answered.text || "…"),
  );
}

function reactions(message, viewer, hooks) {
  if (!message.reactions?.length) return null;
  const chips = message.reactions.map(({ emoji, count, by }) => {
    const own = by?.includes(viewer) ?? false;
    const attributes = { label: `${emoji} ${count}`, class: "reaction", "aria-pressed": String(own) };
    return button({ ...attributes, onclick: () => hooks.react(message, own ? null : emoji) }, `${emoji} ${count}`);
  });
  return el("div", { class: "reactions" }, chips);
}

function foot(message, hooks) {
  const sent = new Date(message.date);
  return el(
    "span",
    { class: "foot" },
    message.silent ? `${words.silent} ` : null,
    message.edited ? el("span", { class: "edited", "data-testid": "edited" }, `${words.edited} `) : null,
    el("time", { datetime: message.date }, hour(sent)),
    button({
      label: words.actions,
      picture: "more",
      class: "bubble-menu",
      tabindex: "-1",
      "aria-haspopup": "menu",
      "data-testid": "message-menu",
      onclick: (event) => hooks.menu(message, event.currentTarget),
    }),
  );
}

/** Which of the eight colours of names and portraits is someone's. */
export const tint = (id) => Math.abs(id) % 8;
