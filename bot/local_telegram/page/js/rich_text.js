/* Text with entities, as DOM nodes. Offsets are in UTF-16 units, which is what JavaScript counts too. */

import { button, el } from "./dom.js";
import { words } from "./words.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);
const LONG_QUOTE = 160;

/**
 * Nodes for `text`. `hooks` tells what links do: `link(url)`, `command(text)`.
 */
export function richText(text, entities, hooks) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nodes(text, 0, text.length, sorted, hooks);
}

function nodes(text, from, to, sorted, hooks) {
  const made = [];
  let at = from;
  for (let i = 0; i < sorted.length; ) {
    const entity = sorted[i];
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    let after = i + 1;
    while (after < sorted.length && sorted[after].offset < end) after += 1;
    if (start > at) made.push(text.slice(at, start));
    if (end > start) {
      const inside = nodes(text, start, end, sorted.slice(i + 1, after), hooks);
      made.push(wrap(entity, inside, text.slice(start, end), hooks));
      at = end;
    }
    i = after;
  }
  if (at < to) made.push(text.slice(at, to));
  return made;
}

function wrap(entity, inside, raw, hooks) {
  const tag = TAGS[entity.type];
  if (tag) return el(tag, {}, inside);
  switch (entity.type) {
    case "pre": return el("pre", { "data-language": entity.language }, el("code", {}, inside));
    case "blockquote": return el("blockquote", {}, inside);
    case "expandable_blockquote": return expandable(inside, raw);
    case "spoiler": return spoiler(inside);
    case "text_link": return link(entity.url, inside, hooks);
    case "url": return link(/^[a-z]+:/i.test(raw) ? raw : `https://${raw}`, inside, hooks);
    case "email": return link(`mailto:${raw}`, inside, hooks);
    case "phone_number": return link(`tel:${raw.replace(/[^+\d]/g, "")}`, inside, hooks);
    case "mention": return link(`https://t.me/${raw.slice(1)}`, inside, hooks);
    case "bot_command": return button({ label: raw, class: "inline-command", onclick: () => hooks.command(raw) }, inside);
    case "text_mention": case "hashtag": case "cashtag": return el("span", { class: "tag" }, inside);
    default: return el("span", {}, inside);
  }
}

/** An anchor that tells `hooks.link` first; addresses of other schemes stay plain text. */
export function link(url, inside, hooks) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    return el("span", {}, inside);
  }
  if (!SAFE.has(parsed.protocol)) return el("span", { class: "tag" }, inside);
  const follow = (event) => {
    if (hooks.link(parsed.href)) event.preventDefault();
  };
  return el("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer", onclick: follow }, inside);
}

function spoiler(inside) {
  const hidden = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": words.spoiler }, inside);
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (!hidden.classList.contains("spoiler")) return;
    event.preventDefault();
    hidden.classList.remove("spoiler");
    for (const name of ["role", "tabindex", "aria-label"]) hidden.removeAttribute(name);
  };
  hidden.addEventListener("click", show);
  hidden.addEventListener("keydown", show);
  return hidden;
}

function expandable(inside, raw) {
  const quote = el("blockquote", {}, inside);
  if (raw.length < LONG_QUOTE && raw.split("\n").length <= 3) return quote;
  quote.classList.add("folded");
  const toggle = button({ label: words.more, class: "unfold", "aria-expanded": "false", onclick: flip });
  function flip() {
    const folded = quote.classList.toggle("folded");
    toggle.textContent = folded ? words.more : words.less;
    toggle.setAttribute("aria-expanded", String(!folded));
  }
  return el("div", { class: "expandable" }, quote, toggle);
}
