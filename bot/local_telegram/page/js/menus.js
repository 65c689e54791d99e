/* Small menus that open beside a button, in the top layer; Escape or a click elsewhere closes them. */

import { button, el, icon } from "./dom.js";

const MARGIN = 8;
const REOPEN_MS = 250;
let lastClosed = { anchor: null, at: 0 };

/**
 * Open a menu of `items` ({label, detail, picture, testid, run, …attributes}) beside `anchor`.
 * A press on the anchor while it is open closes it.
 */
export function openMenu(anchor, items, label) {
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label, "data-testid": "menu" });
  const close = openBeside(anchor, menu);
  if (!close) return;
  menu.append(...items.filter(Boolean).map((item) => menuItem(item, close)));
  menu.addEventListener("keydown", (event) => walk(event, [...menu.children]));
  place(menu, anchor);
  menu.firstElementChild?.focus();
}

function menuItem({ label, detail, picture, testid, run, ...attributes }, close) {
  const chosen = () => {
    close();
    run();
  };
  const inside = [picture ? icon(picture) : null, el("span", {}, label, detail ? el("small", {}, detail) : null)];
  return button({ label, role: "menuitem", "data-testid": testid, ...attributes, onclick: chosen }, inside);
}

/** Show `node` as a popover beside `anchor`; returns a function that closes it, or null when that press closed it. */
export function openBeside(anchor, node) {
  if (lastClosed.anchor === anchor && performance.now() - lastClosed.at < REOPEN_MS) {
    lastClosed = { anchor: null, at: 0 };
    return null;
  }
  let chosen = false;
  const expands = anchor.tagName === "BUTTON";
  node.popover = "auto";
  (anchor.closest("[data-testid=pane]") ?? document.body).append(node);
  if (expands) anchor.setAttribute("aria-expanded", "true");
  node.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    if (!chosen) lastClosed = { anchor, at: performance.now() };
    if (expands) anchor.setAttribute("aria-expanded", "false");
  });
  node.addEventListener("toggle", (event) => event.newState === "closed" && node.remove());
  node.showPopover();
  place(node, anchor);
  return () => {
    chosen = true;
    if (node.isConnected) node.hidePopover();
  };
}

/** Put `node` under or above `anchor`, wholly within the window. */
export function place(node, anchor) {
  const by = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = node;
  const below = by.bottom + 4 + height <= innerHeight - MARGIN || by.top < innerHeight / 2;
  const top = below ? by.bottom + 4 : by.top - height - 4;
  node.style.top = `${clamp(top, innerHeight - height)}px`;
  node.style.left = `${clamp(by.left + width > innerWidth - MARGIN ? by.right - width : by.left, innerWidth - width)}px`;
}

const clamp = (value, most) => Math.max(MARGIN, Math.min(value, most - MARGIN));

/** Arrow keys, Home and End among `items`. */
export function walk(event, items) {
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined || items.length === 0) return;
  event.preventDefault();
  items[(to + items.length) % items.length].focus();
}
