/* The top of the page: the demo's clock, who is shown, and what opens the drawer. */

import { button, el, icon, unseen } from "./dom.js";
import { post } from "./api.js";
import { Roster } from "./roster.js";
import { longMoment, tomorrowAt } from "./when.js";
import { words } from "./words.js";

export class Bar {
  constructor(node, world, deck, drawer) {
    Object.assign(this, { world, deck });
    this.time = el("time", { class: "now", "data-testid": "clock" });
    this.next = button({ label: words.next, "data-testid": "clock-next", onclick: () => this.move({ to: "next" }) });
    this.problem = el("span", { class: "clock-problem", role: "status", "data-testid": "clock-problem" });
    const plus = button({ label: words.plusHour, "data-testid": "clock-plus-hour", onclick: () => this.move({ advance_seconds: 3600 }) });
    const tomorrow = button({ label: words.tomorrow, "data-testid": "clock-tomorrow", onclick: () => this.move({ to: tomorrowAt(8, world.now()).toISOString() }) });
    const steps = el("div", { class: "steps" }, plus, tomorrow, this.next);
    const clock = el("section", { class: "clock", "aria-label": words.clock }, el("div", { class: "reading" }, this.time, this.problem), steps);
    this.roster = new Roster(world, deck);
    const attributes = { class: "tool", "aria-label": words.drawer, "aria-controls": "drawer", "aria-expanded": "false", "data-testid": "drawer-button" };
    const toDrawer = button({ label: words.drawer, ...attributes, onclick: () => drawer.toggle(toDrawer) }, icon("list"), el("span", {}, words.drawer));
    node.append(clock, el("div", { class: "tools" }, this.roster.button, toDrawer));
    setInterval(() => this.tick(), 1000);
    deck.listeners.push(() => this.roster.count());
  }

  refresh() {
    this.tick();
    this.roster.count();
    const able = this.world.clock.can_go_to_next !== false;
    this.next.classList.toggle("unable", !able);
    this.next.title = able ? "" : words.cannotNext;
  }

  tick() {
    if (!this.world.clock) return;
    const now = this.world.now();
    const [date, hour] = longMoment(now);
    if (this.time.textContent === `${date}, ${hour}`) return;
    this.time.replaceChildren(el("span", { class: "date" }, date, unseen(", ")), el("span", { class: "hour" }, hour));
    this.time.dateTime = now.toISOString();
  }

  async move(where) {
    this.say("");
    try {
      const clock = await post("clock", where);
      this.world.setClock(clock);
      this.refresh();
    } catch (error) {
      const none = this.world.clock?.can_go_to_next === false ? words.cannotNext : words.noNext;
      this.say(error.status === 404 ? none : error.status === 0 ? words.unreachable : error.message);
    }
  }

  say(text) {
    clearTimeout(this.saying);
    this.problem.textContent = text;
    if (text) this.saying = setTimeout(() => this.say(""), 6000);
  }
}
