/* The panel «Personnes»: who is shown, and someone new. */

import { tint } from "./bubble.js";
import { button, el, icon } from "./dom.js";
import { post } from "./api.js";
import { initials } from "./heading.js";
import { openBeside } from "./menus.js";
import { words } from "./words.js";

export class Roster {
  constructor(world, deck) {
    Object.assign(this, { world, deck });
    this.number = el("span", { class: "number" });
    this.button = button(
      { label: words.people, class: "tool", "aria-label": words.people, "aria-haspopup": "dialog", "data-testid": "people-button", onclick: () => this.open() },
      icon("people"),
      el("span", {}, words.people),
      this.number,
    );
  }

  count() {
    this.number.textContent = ` ${this.deck.shown().length}/${this.world.people.size + this.deck.groups().length}`;
  }

  open() {
    const panel = el("div", { class: "roster", role: "dialog", "aria-label": words.shown, "data-testid": "people-panel" });
    this.fill(panel);
    openBeside(this.button, panel);
    panel.querySelector("input")?.focus();
  }

  fill(panel) {
    const shown = new Set(this.deck.shown());
    const people = [...this.world.people.values()].filter((person) => !person.deactivated);
    const groups = this.deck.groups().map((id) => this.world.groups.get(id));
    panel.replaceChildren(
      el("h2", {}, words.shown),
      el("p", { class: "hint" }, words.shownHint),
      el("ul", {}, people.map((person) => this.row(person.id, person.name, person.about, shown))),
      groups.length ? el("h3", {}, words.groups) : "",
      el("ul", {}, groups.map((group) => this.row(group.id, group.title, words.members(this.world.membersOf(group).length), shown))),
      this.form(panel),
      el("p", { class: "hint" }, words.shortcuts),
    );
  }

  row(key, name, about, shown) {
    const box = el("input", { type: "checkbox", checked: shown.has(key), "data-testid": "person-toggle", "data-key": key });
    box.addEventListener("change", () => this.deck.choose(key, box.checked));
    const face = el("span", { class: `face small tint-${tint(key)}`, "aria-hidden": "true" }, initials(name));
    return el("li", {}, el("label", {}, box, face, el("span", {}, name, about ? el("small", {}, about) : null)));
  }

  form(panel) {
    const name = el("input", { type: "text", maxlength: "64", required: true, autocomplete: "off", "aria-label": words.firstName, placeholder: words.firstName, "data-testid": "add-person-name" });
    const problem = el("p", { class: "wrong", role: "status" });
    const submit = button({ label: words.add, class: "solid", "data-testid": "add-person" });
    submit.type = "submit";
    const form = el("form", { class: "add", "aria-label": words.addPerson }, el("h3", {}, words.addPerson), el("div", {}, name, submit), problem);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      try {
        await this.add(name.value.trim());
        panel.hidePopover();
      } catch (error) {
        problem.textContent = error.status === 0 ? words.unreachable : error.message;
      }
    });
    return form;
  }

  async add(firstName) {
    if (!firstName) return;
    const { person } = await post("people", { first_name: firstName });
    this.world.people.set(person.id, { ...this.world.people.get(person.id), ...person });
    await this.deck.choose(person.id, true);
    this.deck.select(person.id);
    const pane = this.deck.panes.get(person.id);
    pane.node.scrollIntoView({ inline: "nearest", block: "nearest" });
    setTimeout(() => pane.focus(), 0);
  }
}
