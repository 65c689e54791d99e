/* The panel «Réseau»: a slow or failing Telegram, to see how the bot bears it. */

import { get, post, remove } from "./api.js";
import { button, el } from "./dom.js";
import { words } from "./words.js";

export class Network {
  constructor(world) {
    this.world = world;
    this.latency = el("select", { "data-testid": "latency", onchange: () => this.slow() });
    this.count = el("span", { class: "faults-on", role: "status", "data-testid": "faults-on" });
    const faults = words.faults.map(([label, fault]) => button({ label, "data-testid": "fault", "data-kind": fault.kind, onclick: () => this.break(fault) }));
    const calm = button({ label: words.calm, "data-testid": "calm", onclick: () => this.calm() });
    this.node = el(
      "details",
      { class: "network", "data-testid": "network" },
      el("summary", {}, words.network, this.count),
      el("p", { class: "hint" }, words.networkHint),
      el("label", {}, `${words.latency} `, this.latency),
      el("div", { class: "faults" }, faults, calm),
    );
  }

  /** Show what is switched on. */
  async refresh() {
    const low = this.world.settings?.latency_ms ?? [0, 0];
    const now = Array.isArray(low) ? low : [low, low];
    const choices = [...words.latencies];
    if (!choices.some(([, value]) => same(value, now))) choices.push([words.otherLatency(...now), now]);
    this.latency.replaceChildren(...choices.map(([label, value]) => el("option", { value: JSON.stringify(value), selected: same(value, now) }, label)));
    await this.attempt(async () => {
      const { faults } = await get("faults");
      this.count.textContent = faults?.length ? words.faultsOn(faults.length) : "";
    });
  }

  slow() {
    return this.attempt(() => post("settings", { latency_ms: JSON.parse(this.latency.value) }));
  }

  async break(fault) {
    await this.attempt(() => post("faults", fault));
    await this.refresh();
  }

  async calm() {
    await this.attempt(() => remove("faults"));
    await this.attempt(() => post("settings", { latency_ms: [0, 0] }));
    this.world.settings = { ...this.world.settings, latency_ms: [0, 0] };
    await this.refresh();
  }

  async attempt(work) {
    try {
      await work();
    } catch (error) {
      if (error.status === undefined) throw error;
      this.count.textContent = error.status === 0 ? words.unreachable : error.message;
    }
  }
}

const same = (one, other) => one[0] === other[0] && one[1] === other[1];
