/* Typing «@bot …»: the bot's proposals, above the line. */

import { act } from "./api.js";
import { button, el } from "./dom.js";
import { walk } from "./menus.js";
import { words } from "./words.js";

const QUERY = /^@(\w+)\s([\s\S]*)$/;
const PAUSE_MS = 350;

export class InlineResults {
  /** `chosen` is called once a proposal was posted. */
  constructor(pane, chosen) {
    this.pane = pane;
    this.chosen = chosen;
    this.asked = "";
    this.timer = 0;
    this.node = el("div", { class: "results", role: "group", "aria-label": words.results, "data-testid": "inline-results", hidden: true });
    this.node.addEventListener("keydown", (event) => walk(event, [...this.node.querySelectorAll("button")]));
  }

  /** Ask the bot when `text` is a query to one. */
  look(text) {
    const [, username, query] = QUERY.exec(text) ?? [];
    const bot = username ? this.pane.world.botNamed(username) : undefined;
    clearTimeout(this.timer);
    this.asked = bot ? text : "";
    if (bot) this.timer = setTimeout(() => this.ask(bot, query, text), PAUSE_MS);
    else this.node.hidden = true;
  }

  async ask(bot, query, text) {
    const { viewer, chat } = this.pane;
    try {
      const answer = await act(viewer, "inline", { query, bot: bot.id, chat, offset: "" });
      if (this.asked === text) this.show(answer);
    } catch (error) {
      if (this.asked === text) this.pane.notices.failure(error);
    }
  }

  show(answer) {
    const rows = answer.results.map((result) =>
      button(
        { label: result.title, "data-testid": "inline-result", onclick: () => this.choose(answer.inline_query_id, result.id) },
        el("b", {}, result.title || result.type),
        result.description ? el("span", {}, result.description) : null,
      ),
    );
    const { button: above } = answer;
    if (above?.start_parameter) {
      const start = () => this.pane.act("start", { payload: above.start_parameter });
      rows.unshift(button({ label: above.text, class: "above", onclick: start }));
    }
    this.node.replaceChildren(...(rows.length ? rows : [el("p", {}, words.noResults)]));
    this.node.hidden = false;
  }

  async choose(query, result) {
    this.node.hidden = true;
    if (await this.pane.act("choose", { inline_query_id: query, result })) this.chosen();
  }

  focus() {
    this.node.querySelector("button")?.focus();
  }
}
