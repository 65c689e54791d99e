/* What a message carries besides its text. */

import { button, el, icon } from "./dom.js";
import { size, words } from "./words.js";

const RASTER = /^image\/(png|jpe?g|gif|webp)$/;

/** Nodes for the medium of `message`; none for a text. `hooks.vote(message, options)` answers a poll. */
export function media(message, hooks) {
  const draw = KINDS[message.kind];
  return draw ? [draw(message, hooks)] : [];
}

const KINDS = {
  photo: (message) => picture(message, words.photo),
  animation: (message) => (RASTER.test(message.file?.mime_type ?? "") ? picture(message, words.animation) : file(message)),
  document: (message) => file(message),
  video: (message) => file(message, words.video),
  video_note: (message) => file(message, words.video),
  audio: (message) => file(message, words.audio),
  voice: (message) => voice(message),
  sticker: (message) => emoji(message, words.sticker),
  dice: (message) => emoji(message, "Dé"),
  location: (message) => place(message),
  venue: (message) => place(message),
  contact: (message) => contact(message),
  poll: (message, hooks) => poll(message, hooks),
};

function picture(message, name) {
  if (!message.file?.url) return el("div", { class: "no-picture" }, icon("photo"), name);
  const { url, width, height } = message.file;
  const image = el("img", { src: url, alt: message.text || name, width, height, loading: "lazy" });
  if (message.spoiler) image.classList.add("veiled");
  const opener = el("a", { class: "picture", href: url, target: "_blank", rel: "noopener", "data-testid": "file" }, image);
  image.addEventListener("error", () => opener.replaceChildren(el("span", { class: "no-picture" }, icon("photo"), name)));
  return opener;
}

function file(message, kind = words.document) {
  const { name, mime_type: type, size: bytes, url, duration } = message.file ?? {};
  const title = name || kind;
  const calendar = type === "text/calendar" || /\.ics$/i.test(title);
  const detail = [calendar ? "Agenda" : null, size(bytes), duration ? seconds(duration) : null].filter(Boolean).join(" · ");
  return el(
    "a",
    { class: "file", href: url ?? "#", download: title, "data-testid": "file", "aria-label": words.download(title) },
    el("span", { class: calendar ? "file-mark calendar" : "file-mark" }, icon(calendar ? "calendar" : "file")),
    el("span", { class: "file-name" }, el("b", {}, title), el("small", {}, detail)),
  );
}

function voice(message) {
  const bars = Array.from({ length: 26 }, (_, i) => {
    const bar = el("i");
    bar.style.height = `${5 + Math.round(Math.abs(Math.sin(i * 1.7 + message.id) + Math.cos(i * 0.6)) * 8)}px`;
    return bar;
  });
  return el(
    "div",
    { class: "voice", role: "img", "aria-label": `${words.voice}, ${seconds(message.file?.duration ?? 0)}` },
    el("span", { class: "file-mark" }, icon("voice")),
    el("span", { class: "wave" }, bars),
    el("small", {}, seconds(message.file?.duration ?? 0)),
  );
}

const seconds = (count) => `${Math.floor(count / 60)}:${String(Math.round(count) % 60).padStart(2, "0")}`;

function emoji(message, name) {
  const drawn = message.emoji || message.sticker?.emoji || message.text;
  return el("div", { class: "sticker", role: "img", "aria-label": `${name} ${drawn || ""}` }, drawn || name);
}

function place(message) {
  const { latitude, longitude, title, address } = message.location ?? {};
  const where = `${latitude?.toFixed(4)} N, ${longitude?.toFixed(4)} E`.replaceAll(".", ",");
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return el(
    "div",
    { class: "place" },
    el("div", { class: "map", "aria-hidden": "true" }, icon("pin")),
    el(
      "div",
      { class: "place-text" },
      el("b", {}, title || words.location),
      el("small", {}, address || where),
      el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, words.map),
    ),
  );
}

function contact(message) {
  const { name, phone_number: number } = message.contact ?? {};
  return el(
    "div",
    { class: "contact" },
    el("span", { class: "file-mark" }, icon("contact")),
    el("span", { class: "file-name" }, el("b", {}, name || words.contact), el("small", {}, number)),
  );
}

function poll(message, hooks) {
  const asked = message.poll ?? { options: [] };
  const total = asked.options.reduce((sum, option) => sum + option.voters, 0);
  const mine = asked.options.flatMap((option, i) => (option.mine ? [i] : []));
  const kind = asked.closed ? words.closedPoll : asked.anonymous ? words.anonymousPoll : words.poll;
  const vote = (i) => {
    const others = mine.filter((index) => index !== i);
    hooks.vote(message, mine.includes(i) ? others : asked.multiple ? [...mine, i].sort() : [i]);
  };
  const rows = asked.options.map((option, i) => {
    const bar = el("i", { class: "share" });
    bar.style.width = `${total ? Math.round((100 * option.voters) / total) : 0}%`;
    const inside = [el("span", {}, option.text), el("small", {}, words.votes(option.voters)), bar];
    const pressed = String(Boolean(option.mine));
    return button({ label: option.text, class: "option", disabled: asked.closed, "aria-pressed": pressed, onclick: () => vote(i) }, inside);
  });
  return el("div", { class: "poll" }, el("b", {}, asked.question), el("small", {}, kind), rows);
}
