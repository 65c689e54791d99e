/* The line where a person writes, with what Telegram puts around it. */

import { openAttachMenu } from "./attach.js";
import { button, el } from "./dom.js";
import { InlineResults } from "./inline.js";
import { replyKeyboard } from "./keyboards.js";
import { openMenu } from "./menus.js";
import { words } from "./words.js";

export class Composer {
  /** `pane` acts for the person: act(name, body), view, toast. */
  constructor(pane) {
    this.pane = pane;
    this.drafts = new Map();
    this.about = null;
    this.keyboardHidden = false;
    this.results = new InlineResults(pane, () => this.setText(""));
    this.text = el("textarea", {
      rows: "1", maxlength: "8000", autocomplete: "off", placeholder: words.write, "data-testid": "composer-text",
      oninput: () => this.typed(), onkeydown: (event) => this.key(event),
    });
    this.menu = button({ label: words.commands, picture: "list", class: "menu-button", "aria-haspopup": "menu", "data-testid": "commands", onclick: () => this.openCommands() });
    this.attach = button({ label: words.attach, picture: "attach", "aria-haspopup": "menu", "data-testid": "attach", onclick: () => openAttachMenu(this.attach, pane) });
    this.keys = button({ label: words.replyKeyboard, picture: "keyboard", "data-testid": "keyboard-toggle", onclick: () => this.toggleKeyboard() });
    this.send = button({ label: words.send, picture: "send", class: "solid send", "data-testid": "send", onclick: () => this.submit() });
    this.context = el("div", { class: "context", hidden: true, "data-testid": "reply-bar" });
    this.line = el("div", { class: "line" }, this.menu, this.attach, this.text, this.keys, this.send);
    this.below = el("div", { class: "below" });
    this.gate = el("div", { class: "gate" });
    this.node = el("div", { class: "composer" }, this.gate, this.results.node, this.context, this.line, this.below);
    this.fit();
  }

  /** Fit the line to the chat now open. */
  render() {
    const view = this.pane.view;
    const gate = gateOf(view, this.pane);
    this.gate.replaceChildren(...(gate ? [gate] : []));
    this.gate.hidden = !gate;
    this.line.hidden = Boolean(gate);
    this.text.setAttribute("aria-label", words.writeTo(view?.title ?? ""));
    this.text.placeholder = view?.keyboard?.placeholder || words.write;
    const withMenu = (view?.commands?.length ?? 0) > 0;
    this.menu.hidden = !withMenu;
    this.renderKeyboard();
  }

  renderKeyboard() {
    const keyboard = this.pane.view?.keyboard;
    const usable = keyboard?.rows?.length && !this.line.hidden;
    this.keys.hidden = !usable;
    this.keys.setAttribute("aria-pressed", String(!this.keyboardHidden));
    const shown = usable && !this.keyboardHidden;
    const hooks = { answer: (item) => this.answer(item) };
    this.below.replaceChildren(...(shown ? [replyKeyboard(keyboard, hooks)] : []));
  }

  toggleKeyboard() {
    this.keyboardHidden = !this.keyboardHidden;
    this.renderKeyboard();
  }

  answer(item) {
    this.pane.act("keyboard", { label: item.text });
    this.text.focus({ preventScroll: true });
  }

  /** Keep what was begun in one chat, take up what was begun in the other. */
  switchChat(from, to) {
    if (from) this.drafts.set(from, this.text.value);
    this.forget();
    this.keyboardHidden = false;
    this.setText(this.drafts.get(to) ?? "");
  }

  setText(text) {
    this.text.value = text;
    this.fit();
    this.results.look(text);
  }

  typed() {
    this.fit();
    this.results.look(this.text.value);
  }

  fit() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 132)}px`;
    this.send.disabled = this.text.value.trim() === "";
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && this.about) {
      event.preventDefault();
      this.forget();
    } else if (event.key === "ArrowDown" && !this.results.node.hidden) {
      event.preventDefault();
      this.results.focus();
    }
  }

  async submit() {
    const text = this.text.value.trim();
    if (!text) return;
    const about = this.about;
    this.forget();
    this.setText("");
    const sent = about?.edits
      ? await this.pane.act("edit", { message: about.message.id, text })
      : await this.pane.act("text", { text, reply_to: about?.message.id });
    if (!sent && this.text.value === "") this.setText(text);
  }

  /** Answer a message. */
  replyTo(message) {
    this.setContext(message, false);
  }

  /** Write one's own message anew. */
  edit(message) {
    this.setContext(message, true);
    this.setText(message.text ?? "");
  }

  setContext(message, edits) {
    this.about = { message, edits };
    const title = edits ? words.editing : words.replyingTo(message.from?.name ?? "");
    const drop = button({ label: words.cancel, picture: "close", onclick: () => this.forget(true) });
    this.context.replaceChildren(el("div", {}, el("b", {}, title), el("span", {}, message.text || "…")), drop);
    this.context.hidden = false;
    this.text.focus();
  }

  forget(clear = false) {
    if (this.about?.edits && clear) this.setText("");
    this.about = null;
    this.context.hidden = true;
  }

  openCommands() {
    const commands = this.pane.view?.commands ?? [];
    const items = commands.map(({ command, description }) => ({
      label: `/${command}`, detail: description, testid: "command", "data-command": command,
      run: () => this.pane.act("text", { text: `/${command}` }),
    }));
    openMenu(this.menu, items, words.commands);
  }
}

/** What stands in place of the line when this person cannot write here. */
function gateOf(view, pane) {
  const wide = (label, testid, run) => button({ label, class: "solid wide", "data-testid": testid, onclick: run });
  if (!view) return el("p", {}, words.noBot);
  if (view.kind === "private" && view.blocked) {
    return el("div", {}, el("p", {}, words.blocked), wide(words.unblock, "unblock", () => pane.act("unblock")));
  }
  if (view.kind === "private" && view.started === false) return wide(words.start, "start", () => pane.act("start"));
  if (view.kind !== "private" && view.member === false) {
    return el("div", {}, el("p", {}, words.outside), wide(words.rejoin, "join", () => pane.act("join")));
  }
  return null;
}
