/* Building elements. Nothing here parses HTML: whatever people wrote goes in as text nodes. */

/** An element with attributes (`on…` are listeners; null, undefined and false are left out) and children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(node, name, value);
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** A button of the page: `label` is its text, or its name when only `picture` (an icon's name) is drawn. */
export function button({ label, picture, ...attributes }, ...children) {
  const plain = children.length > 0 || !picture;
  const named = plain ? {} : { "aria-label": label, title: label };
  const inside = children.length > 0 ? children : picture ? [icon(picture)] : [label];
  return el("button", { type: "button", ...named, ...attributes }, ...inside);
}

/** Text for those who listen rather than look. */
export function unseen(text) {
  return el("span", { class: "unseen" }, text);
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  send: "M4 12 20 4l-5 16-3.5-6.5z M11.5 13.5 20 4",
  attach: "M19 11.5 12 18.5a4.5 4.5 0 0 1-6.4-6.4l7.6-7.6a3 3 0 0 1 4.3 4.3l-7.5 7.5a1.5 1.5 0 0 1-2.2-2.1l6.6-6.6",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  close: "M6 6l12 12M18 6 6 18",
  people: "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 19.5c0-3.2 2.7-5 6-5s6 1.8 6 5M16 10.6a2.7 2.7 0 1 0-.6-5.3M17.5 14.6c2.2.6 3.5 2.2 3.5 4.4",
  list: "M8 7h12M8 12h12M8 17h12M4 7h.01M4 12h.01M4 17h.01",
  link: "M9 15 19 5M11 5h8v8",
  share: "M14 6l6 5.5-6 5.5v-3.5c-5 0-8 1.5-10 5 .4-5 3.5-9 10-9z",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  window: "M4 5h16v14H4zM4 9h16",
  keyboard: "M4 7h16v10H4zM7.5 10.5h.01M10.5 10.5h.01M13.5 10.5h.01M16.5 10.5h.01M9 14h6",
  file: "M7 3.5h7l4 4V20.5H7zM14 3.5v4h4",
  calendar: "M5 6h14v14H5zM5 10.5h14M9 3.5v4M15 3.5v4",
  pin: "M12 21c4-4.5 6-7.6 6-10.5a6 6 0 0 0-12 0C6 13.4 8 16.5 12 21zM12 12.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  voice: "M12 14.5a3 3 0 0 0 3-3V7a3 3 0 0 0-6 0v4.5a3 3 0 0 0 3 3zM6 11.5a6 6 0 0 0 12 0M12 17.5V21",
  photo: "M4 6h16v13H4zM8.5 11a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM5 18l5-5 3.5 3.5L16 14l3.5 3.5",
  contact: "M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.5-3.5 3.5-5.5 7-5.5s6.5 2 7 5.5",
  reply: "M10 7 5 12l5 5M5 12h8c3.5 0 6 2 6 6",
  edit: "M5 19h4L19.5 8.5l-4-4L5 15z",
  forward: "M14 7l5 5-5 5M19 12h-8c-3.5 0-6 2-6 6",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13",
  heart: "M7.5 11 11 4.5c1.5 0 2.3 1 2.3 2.3L13 10h5.5c1.3 0 2 1 1.7 2.2l-1.5 6c-.3 1-1 1.5-2 1.5H7.5zM4 11h3.5v8.7H4z",
  down: "M6 9.5l6 6 6-6",
  block: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM6.5 6.5l11 11",
  clock: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 7.5V12l3 2",
  hide: "M4 4l16 16M10 6.2A9 9 0 0 1 20.5 12a14 14 0 0 1-2.3 3M6.5 7.8A14 14 0 0 0 3.5 12c1.7 3.5 5 5.8 8.5 5.8 1.2 0 2.4-.3 3.5-.8",
};

/** A line drawing, without a name of its own: what it stands for is said beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
