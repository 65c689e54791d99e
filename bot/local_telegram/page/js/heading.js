/* The head of a phone: who it is, and which of their chats is open. */

import { tint } from "./bubble.js";
import { button, el, unseen } from "./dom.js";
import { openMenu } from "./menus.js";
import { words } from "./words.js";

export class Heading {
  constructor(pane) {
    this.pane = pane;
    this.node = el("header", { class: "heading" });
    this.chats = el("div", { class: "chats", role: "group", "aria-label": words.chats });
    this.subtitle = el("p", { class: "about", "data-testid": "about" });
    this.waiting = el("span", { class: "badge", hidden: true, "data-testid": "unread" });
    this.typing = el("span", { class: "typing", hidden: true, "data-testid": "typing" });
    this.menu = button({ label: words.personMenu, picture: "more", class: "quiet", "aria-haspopup": "menu", "data-testid": "person-menu", onclick: () => this.openMenu() });
  }

  /** Draw it for the person (or the group) of the pane. */
  render() {
    const { pane } = this;
    const name = pane.title();
    const face = el("span", { class: `face tint-${tint(pane.key)}`, "aria-hidden": "true" }, initials(name));
    this.subtitle.textContent = pane.caption();
    const lines = el("div", { class: "who" }, el("h2", {}, name, this.waiting), pane.isGroup ? this.chooser() : this.subtitle);
    const top = el("div", { class: "person" }, face, lines, this.menu);
    this.node.replaceChildren(top, this.chats, this.typing);
    this.renderChats();
  }

  renderChats() {
    const { pane } = this;
    const chats = pane.isGroup ? [] : pane.world.chatsOf(pane.viewer);
    this.chats.hidden = chats.length < 2;
    this.chats.replaceChildren(...chats.map((chat) => this.chatTab(chat)));
    const elsewhere = pane.waiting();
    this.waiting.textContent = String(elsewhere);
    this.waiting.append(unseen(` ${words.unread(elsewhere).replace(/^\d+ /, "")}`));
    this.waiting.hidden = elsewhere === 0;
  }

  chatTab(chat) {
    const open = chat.id === this.pane.chat;
    const count = open && this.pane.visible() ? 0 : chat.unread;
    const badge = count ? el("span", { class: "badge" }, String(count), unseen(` ${words.unread(count).replace(/^\d+ /, "")}`)) : null;
    const run = () => this.pane.open(chat.id);
    return button(
      { label: chat.title, class: "chat-tab", "aria-pressed": String(open), "data-testid": "chat-tab", "data-chat": chat.id, onclick: run },
      el("span", {}, chat.title),
      badge,
    );
  }

  /** In a group's pane: whose eyes and hands. */
  chooser() {
    const { pane } = this;
    const options = pane.world.membersOf(pane.group()).map((person) => el("option", { value: person.id, selected: person.id === pane.viewer }, person.name));
    const select = el("select", { "data-testid": "viewer", "aria-label": words.seenBy, onchange: () => pane.seenBy(Number(select.value)) }, options);
    return el("p", { class: "about eyes" }, `${words.seenBy} `, select);
  }

  showTyping(text) {
    this.typing.textContent = text;
    this.typing.hidden = !text;
  }

  openMenu() {
    const { pane } = this;
    const view = pane.view;
    const blockable = view?.kind === "private" && view.started;
    const items = [
      blockable && !view.blocked ? { label: words.block, picture: "block", testid: "block", run: () => pane.act("block") } : null,
      blockable && view.blocked ? { label: words.unblock, picture: "block", testid: "unblock-menu", run: () => pane.act("unblock") } : null,
      view && view.kind !== "private" && view.member ? { label: words.leave, picture: "block", testid: "leave", run: () => pane.act("leave") } : null,
      { label: words.hide, picture: "hide", testid: "hide", run: () => pane.hide() },
    ];
    openMenu(this.menu, items, words.personMenu);
  }
}

/** «Léa Martin» → «LM» */
export function initials(name) {
  const letters = name.split(/[\s’'-]+/).filter((word) => /^\p{L}/u.test(word)).map((word) => word[0].toUpperCase());
  return letters.length > 1 ? letters[0] + letters.at(-1) : (letters[0] ?? "?");
}
