/* The two keyboards of Telegram: buttons under a message, and buttons in place of the typing keyboard. */

import { button, el, icon, unseen } from "./dom.js";
import { words } from "./words.js";

const MARKS = {
  url: ["link", words.openLink],
  login: ["link", words.openLink],
  switch_inline: ["share", words.shareIn],
  switch_inline_here: ["share", words.shareIn],
  web_app: ["window", words.opensApp],
  copy: ["copy", words.copies],
};

/** The rows of buttons under `message`, or null. `hooks.press(message, button, node)` is told. */
export function inlineKeyboard(message, hooks) {
  if (!message.buttons?.length) return null;
  const rows = message.buttons.map((row) => el("div", { class: "row" }, row.map((item) => inlineButton(message, item, hooks))));
  return el("div", { class: "inline-keyboard", "data-testid": "inline-keyboard" }, rows);
}

function inlineButton(message, item, hooks) {
  const mark = MARKS[item.kind];
  const node = button(
    {
      label: item.text,
      class: "inline-button",
      "data-testid": "inline-button",
      "data-kind": item.kind,
      "data-row": item.row,
      "data-col": item.col,
      onclick: () => hooks.press(message, item, node),
    },
    el("span", {}, item.text),
    mark ? [icon(mark[0]), unseen(` (${mark[1]})`)] : null,
  );
  return node;
}

/** The reply keyboard `shown` to a person; `hooks.answer(button)` is told. */
export function replyKeyboard(shown, hooks) {
  const rows = shown.rows.map((row) =>
    el(
      "div",
      { class: "row" },
      row.map((item) =>
        button(
          { label: item.text, class: "reply-button", "data-testid": "reply-button", "data-kind": item.kind, onclick: () => hooks.answer(item) },
          item.kind === "request_contact" ? icon("contact") : item.kind === "request_location" ? icon("pin") : null,
          el("span", {}, item.text),
        ),
      ),
    ),
  );
  return el("div", { class: "reply-keyboard", role: "group", "aria-label": words.replyKeyboard, "data-testid": "reply-keyboard" }, rows);
}
