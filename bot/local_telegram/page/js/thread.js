/* The messages of one chat, in order, kept up to date in place. */

import { bubble } from "./bubble.js";
import { button, el } from "./dom.js";
import { walk } from "./menus.js";
import { day, dayKey } from "./when.js";
import { words } from "./words.js";

const NEAR_END = 90;

export class Thread {
  /** `hooks` as bubble.js wants them. */
  constructor(hooks) {
    this.hooks = hooks;
    this.messages = new Map();
    this.nodes = new Map();
    this.viewer = 0;
    this.group = false;
    this.list = el("ol", { class: "thread", tabindex: "0", "aria-label": words.messages, "data-testid": "messages" });
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.list.addEventListener("contextmenu", (event) => this.context(event));
    new ResizeObserver(() => this.follow && this.end()).observe(this.list);
    this.list.addEventListener("load", () => this.follow && this.end(), true);
    this.toEnd = button({ label: words.newMessages, picture: "down", class: "to-end", tabindex: "-1", onclick: () => this.end() });
    this.follow = true;
    this.node = el("div", { class: "thread-box" }, this.list, this.toEnd);
  }

  /** Show `messages` of a chat as `viewer` sees it; `empty` stands there when there is none. */
  show(messages, viewer, group, empty) {
    this.viewer = viewer;
    this.group = group;
    this.messages = new Map(messages.map((message) => [message.id, message]));
    this.nodes.clear();
    this.empty = el("li", { class: "empty" }, empty);
    this.draw();
    this.end();
  }

  /** Draw everything anew. */
  draw() {
    const ordered = this.ordered();
    const items = [];
    ordered.forEach((message, i) => {
      const before = ordered[i - 1];
      if (!before || dayKey(new Date(before.date)) !== dayKey(new Date(message.date))) items.push(separator(message));
      items.push(this.item(message, before));
    });
    this.list.replaceChildren(...(items.length ? items : [this.empty]));
  }

  ordered() {
    return [...this.messages.values()].sort((a, b) => a.id - b.id);
  }

  item(message, before) {
    const node = bubble(message, this.viewer, { follows: follows(before, message), group: this.group }, this.hooks);
    this.nodes.set(message.id, node);
    return node;
  }

  /** Take in a new message. */
  add(message) {
    if (this.messages.has(message.id)) return this.change(message);
    const staying = this.follow || message.from?.id === this.viewer;
    const last = this.ordered().at(-1);
    this.messages.set(message.id, message);
    if (last && last.id > message.id) return this.draw();
    if (!last) this.list.replaceChildren();
    if (!last || dayKey(new Date(last.date)) !== dayKey(new Date(message.date))) this.list.append(separator(message));
    const node = this.item(message, last);
    node.classList.add("arrives");
    this.list.append(node);
    if (staying) this.end();
  }

  /** Put the newer form of a message in the place of the older, with a short glow. */
  change(message) {
    const old = this.nodes.get(message.id);
    if (!old) return;
    const staying = this.follow;
    const ordered = this.ordered();
    const before = ordered[ordered.findIndex((other) => other.id === message.id) - 1];
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    this.messages.set(message.id, message);
    const node = this.item(message, before);
    node.classList.add("changed");
    old.replaceWith(node);
    if (focused) refocus(node, focused);
    if (staying) this.end();
  }

  drop(ids) {
    for (const id of ids) this.messages.delete(id);
    this.nodes.clear();
    this.draw();
  }

  jump(id) {
    const node = this.nodes.get(id);
    if (!node) return;
    node.scrollIntoView({ block: "center", behavior: "smooth" });
    node.classList.remove("changed");
    requestAnimationFrame(() => node.classList.add("changed"));
    node.focus({ preventScroll: true });
  }

  nearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.list;
    return scrollHeight - scrollTop - clientHeight < NEAR_END;
  }

  /** The list follows what comes as long as its reader stays at the end; a change of its size is not a move. */
  scrolled() {
    const { clientHeight } = this.list;
    if (clientHeight === this.height) this.follow = this.nearEnd();
    this.height = clientHeight;
    this.toEnd.classList.toggle("here", !this.follow);
  }

  end() {
    this.follow = true;
    this.list.scrollTop = this.list.scrollHeight;
  }

  key(event) {
    const onList = event.target === this.list;
    const onMessage = event.target.matches?.("[data-message]");
    if (!onList && !onMessage) return;
    const items = [...this.list.querySelectorAll("[data-message]")];
    if (onList && event.key === "ArrowUp") {
      event.preventDefault();
      items.at(-1)?.focus();
    } else if (onMessage && (event.key === "Enter" || event.key === "ContextMenu")) {
      event.preventDefault();
      event.target.querySelector("[data-testid=message-menu]")?.click();
    } else if (onMessage) walk(event, items);
  }

  context(event) {
    const menu = event.target.closest("a") ? null : event.target.closest("[data-message]")?.querySelector("[data-testid=message-menu]");
    if (!menu) return;
    event.preventDefault();
    menu.click();
  }
}

function separator(message) {
  const date = new Date(message.date);
  return el("li", { class: "day", "data-testid": "day" }, el("time", { datetime: dayKey(date) }, day(date)));
}

function follows(before, message) {
  if (!before || before.kind === "service" || before.from?.id !== message.from?.id) return false;
  return dayKey(new Date(before.date)) === dayKey(new Date(message.date));
}

/** The focus goes to the button of the same label, else to the message itself. */
function refocus(node, old) {
  const same = [...node.querySelectorAll("button")].find((candidate) => candidate.textContent === old.textContent);
  (same ?? node).focus({ preventScroll: true });
}
