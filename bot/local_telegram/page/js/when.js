/* Dates as French people write them, in the zone where the people of the demo live. */

const ZONE = "Europe/Paris";
const NBSP = "\u00a0";

const parts = new Intl.DateTimeFormat("fr-FR", {
  timeZone: ZONE, weekday: "long", day: "numeric", month: "long", year: "numeric",
  hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const digits = new Intl.DateTimeFormat("en-CA", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit",
  hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});

function read(format, date) {
  return Object.fromEntries(format.formatToParts(date).map((part) => [part.type, part.value]));
}

/** [«mardi 24 novembre 2026», «11 h 32»] */
export function longMoment(date) {
  const p = read(parts, date);
  return [`${dayOf(p)}${NBSP}${p.year}`, `${Number(p.hour)}${NBSP}h${NBSP}${p.minute}`];
}

/** «mardi 24 novembre» */
export const day = (date) => dayOf(read(parts, date));

function dayOf(p) {
  return `${p.weekday} ${p.day === "1" ? "1er" : p.day}${NBSP}${p.month}`;
}

/** «11:32», as on a phone. */
export function hour(date) {
  const p = read(parts, date);
  return `${p.hour}:${p.minute}`;
}

/** A key that changes at midnight in Paris: «2026-11-24». */
export function dayKey(date) {
  const p = read(digits, date);
  return `${p.year}-${p.month}-${p.day}`;
}

function offsetAt(date) {
  const p = read(digits, date);
  const asUtc = Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second);
  return asUtc - Math.floor(date.getTime() / 1000) * 1000;
}

/** The moment at which Paris reads `hours` o'clock on the day after `date`. */
export function tomorrowAt(hours, date) {
  const p = read(digits, date);
  const wall = Date.UTC(p.year, p.month - 1, Number(p.day) + 1, hours);
  const near = new Date(wall - offsetAt(date));
  return new Date(wall - offsetAt(near));
}
