/* The panes side by side (one at a time on a narrow screen), and who is shown. */

import { tint } from "./bubble.js";
import { button, el, unseen } from "./dom.js";
import { initials } from "./heading.js";
import { Pane } from "./pane.js";
import { words } from "./words.js";

const KEPT = "coopter.demo.shown";
const AT_FIRST = 4;
const narrow = matchMedia("(max-width: 719px)");

export class Deck {
  constructor(world, { panes, tabs, announcer }) {
    Object.assign(this, { world, container: panes, tabBar: tabs, announcer });
    this.panes = new Map();
    this.current = 0;
    this.listeners = [];
    narrow.addEventListener("change", () => this.arrange());
    document.addEventListener("visibilitychange", () => this.seen());
    document.addEventListener("keydown", (event) => this.shortcut(event));
  }

  /** The keys shown, in order; chosen by hand and remembered, else the first few people and the first group. */
  shown() {
    return this.inOrder(remembered() ?? this.usual());
  }

  usual() {
    return [...[...this.world.people.keys()].slice(0, AT_FIRST), ...this.groups().slice(0, 1)];
  }

  groups() {
    return [...this.world.groups.values()].filter((group) => !group.migrated_to).map((group) => group.id);
  }

  /** Make the panes fit who is shown; `anew` reads every pane again. */
  async sync(anew = false) {
    const keys = this.shown();
    for (const [key, pane] of this.panes) if (!keys.includes(key)) this.drop(key, pane);
    const made = keys.filter((key) => !this.panes.has(key));
    for (const key of made) this.panes.set(key, new Pane(this.world, key, this));
    if (!keys.includes(this.current)) this.current = keys[0] ?? 0;
    const nothing = keys.length === 0 ? [el("p", { class: "nobody" }, words.nobody)] : [];
    reorder(this.container, [...keys.map((key) => this.panes.get(key).node), ...nothing]);
    this.arrange();
    for (const listener of this.listeners) listener();
    const stale = anew ? [...this.panes.values()] : made.map((key) => this.panes.get(key));
    await Promise.all(stale.map((pane) => pane.reload()));
    this.drawTabs();
  }

  drop(key, pane) {
    pane.node.remove();
    this.panes.delete(key);
  }

  choose(key, on) {
    const keys = this.shown().filter((other) => other !== key);
    remember(on ? this.inOrder([...keys, key]) : keys);
    return this.sync();
  }

  inOrder(keys) {
    return [...this.world.people.keys(), ...this.groups()].filter((key) => keys.includes(key));
  }

  hide(key) {
    return this.choose(key, false);
  }

  /** Bring someone's phone before one's eyes, with `chat` open. */
  async showPerson(person, chat) {
    if (!this.panes.has(person)) await this.choose(person, true);
    this.select(person);
    const pane = this.panes.get(person);
    pane.node.scrollIntoView({ inline: "nearest", block: "nearest", behavior: "smooth" });
    await pane.open(chat);
    pane.focus();
  }

  isVisible(key) {
    return !narrow.matches || key === this.current;
  }

  /** On a narrow screen: the pane of `key` comes forward. */
  select(key) {
    this.current = key;
    this.arrange();
    this.seen();
  }

  arrange() {
    this.container.classList.toggle("single", narrow.matches);
    for (const [key, pane] of this.panes) pane.node.classList.toggle("behind", !this.isVisible(key));
    this.drawTabs();
  }

  /** What is now before one's eyes counts as read. */
  seen() {
    for (const pane of this.panes.values()) {
      pane.markRead();
      pane.heading.renderChats();
      if (pane.visible() && pane.thread.follow) pane.thread.end();
    }
    this.drawTabs();
  }

  take(event) {
    for (const pane of this.panes.values()) pane.take(event);
    if (["message", "read"].includes(event.kind)) this.drawTabs();
    if (["person", "group"].includes(event.kind)) this.sync();
  }

  drawTabs() {
    const ordered = this.shown().map((key) => this.panes.get(key)).filter(Boolean);
    const tabs = ordered.map((pane) => {
      const count = pane.waiting();
      const face = el("span", { class: `face tint-${tint(pane.key)}`, "aria-hidden": "true" }, initials(pane.title()));
      const badge = count ? el("span", { class: "badge" }, String(count), unseen(` ${words.unread(count).replace(/^\d+ /, "")}`)) : null;
      const attributes = { "aria-current": pane.key === this.current ? "true" : null, "data-testid": "tab", "data-key": pane.key };
      const label = pane.isGroup ? pane.title() : (this.world.people.get(pane.key)?.first_name ?? pane.title());
      return button({ label, class: "tab", ...attributes, onclick: () => this.select(pane.key) }, face, badge, el("span", { class: "tab-name" }, label));
    });
    const focused = this.tabBar.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.tabBar.replaceChildren(...tabs);
    if (focused) this.tabBar.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  /** Tell those who listen what came. */
  announce(whose, message) {
    if (!message.text) return;
    this.announcer.replaceChildren(el("span", {}, `${whose}\u00a0: ${message.from?.name ?? ""}, ${message.text.slice(0, 300)}`));
  }

  shortcut(event) {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (!digit || !event.altKey || event.ctrlKey || event.metaKey) return;
    const chosen = this.panes.get(this.shown()[digit - 1]);
    if (!chosen) return;
    event.preventDefault();
    this.select(chosen.key);
    chosen.node.scrollIntoView({ inline: "nearest", block: "nearest" });
    chosen.focus();
  }
}

function remembered() {
  try {
    const keys = JSON.parse(localStorage.getItem(KEPT));
    return Array.isArray(keys) ? keys : null;
  } catch {
    return null;
  }
}

function remember(keys) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(keys));
  } catch {
    // a browser that keeps nothing shows the usual people again next time
  }
}

/** Put `nodes` in order without moving those that already stand right: a moved node loses focus and scroll. */
function reorder(container, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...container.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, i) => {
    if (container.children[i] !== node) container.insertBefore(node, container.children[i] ?? null);
  });
}
