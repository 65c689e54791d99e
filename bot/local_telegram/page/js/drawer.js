/* «Ce qui part vers Telegram»: the calls of the bot, newest first, and the network's moods. */

import { get } from "./api.js";
import { button, el } from "./dom.js";
import { Network } from "./network.js";
import { words } from "./words.js";

const KEPT = 300;
const clock = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit", second: "2-digit" });

export class Drawer {
  constructor(node, world) {
    Object.assign(this, { node, world });
    this.calls = [];
    this.whose = 0;
    this.list = el("ol", { class: "calls", "aria-label": words.drawer, "data-testid": "calls" });
    this.filter = el("select", { "aria-label": words.ofWhom, "data-testid": "calls-filter", onchange: () => this.narrow() });
    this.network = new Network(world);
    const close = button({ label: words.close, picture: "close", class: "quiet", "data-testid": "drawer-close", onclick: () => this.toggle() });
    node.append(
      el("header", {}, el("h2", { id: "drawer-title" }, words.drawer), close),
      this.network.node,
      el("p", { class: "hint" }, words.callsHint),
      el("label", { class: "filter" }, `${words.ofWhom} `, this.filter),
      this.list,
    );
    node.addEventListener("keydown", (event) => event.key === "Escape" && this.toggle());
  }

  toggle(opener = this.opener) {
    this.opener = opener;
    this.node.hidden = !this.node.hidden;
    document.body.classList.toggle("with-drawer", !this.node.hidden);
    opener.setAttribute("aria-expanded", String(!this.node.hidden));
    if (this.node.hidden) opener.focus();
    else this.reload();
  }

  /** Read the log anew, when it is before one's eyes. */
  async reload() {
    if (this.node.hidden) return;
    this.network.refresh();
    try {
      const { calls } = await get(`calls?limit=${KEPT}`);
      this.calls = calls;
      this.draw();
    } catch (error) {
      if (error.status === undefined) throw error;
    }
  }

  take(event) {
    if (event.kind === "settings" && !this.node.hidden) this.network.refresh();
    if (event.kind !== "call" || this.node.hidden) return;
    this.calls.push(event.call);
    if (this.calls.length > KEPT) this.calls.shift();
    if (!this.concerns(event.call)) return;
    this.list.querySelector(".nothing")?.remove();
    this.list.prepend(this.row(event.call));
    while (this.list.children.length > KEPT) this.list.lastElementChild.remove();
  }

  narrow() {
    this.whose = Number(this.filter.value);
    this.draw();
  }

  draw() {
    const people = [...this.world.people.values(), ...[...this.world.groups.values()].map((group) => ({ id: group.id, name: group.title }))];
    const options = [{ id: 0, name: words.everyone }, ...people];
    this.filter.replaceChildren(...options.map(({ id, name }) => el("option", { value: id, selected: id === this.whose }, name)));
    const rows = this.calls.filter((call) => this.concerns(call)).reverse().map((call) => this.row(call));
    this.list.replaceChildren(...(rows.length ? rows : [el("li", { class: "nothing" }, this.whose ? words.noCallsTo : words.noCalls)]));
  }

  concerns(call) {
    return !this.whose || recipient(call) === this.whose;
  }

  row(call) {
    const to = recipient(call);
    const text = call.params?.text ?? call.params?.caption ?? "";
    const status = el("span", { class: call.ok ? "status fine" : "status wrong" }, call.ok ? String(call.status) : `${call.status} ${call.description ?? ""}`);
    const summary = el(
      "summary",
      {},
      el("span", { class: "line-one" }, el("code", {}, call.method), status, el("small", {}, words.ms(call.ms))),
      el("span", { class: "line-two" }, el("time", {}, clock.format(new Date(call.at))), to ? el("b", {}, this.world.nameOf(to) || String(to)) : null, el("span", {}, plain(text))),
    );
    const shown = { ...call.params, ...(call.ignored?.length ? { "(ignorés)": call.ignored } : {}), ...(call.fault ? { "(panne)": call.fault } : {}) };
    const details = el("details", {}, summary);
    details.addEventListener("toggle", () => details.open && details.children.length === 1 && details.append(el("pre", {}, JSON.stringify(readable(shown), null, 2))), { once: true });
    return el("li", { "data-testid": "call", "data-method": call.method, "data-status": call.status }, details);
  }
}

const recipient = (call) => Number(call.to ?? call.params?.chat_id) || 0;

/** The first words of a text, its tags left out. */
function plain(text) {
  return String(text).replace(/<\/?[a-z-]+[^>]*>/gi, "").replace(/\s+/g, " ").slice(0, 90);
}

/** Parameters that are JSON in a string (keyboards, entities) are shown as what they are. */
function readable(params) {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, parsed(value)]));
}

function parsed(value) {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
