/* The demo: the world, the phones, the bar and the drawer, kept up to date by the server's events. */

import { Bar } from "./bar.js";
import { Deck } from "./deck.js";
import { Drawer } from "./drawer.js";
import { Stream } from "./stream.js";
import { words } from "./words.js";
import { World } from "./world.js";

const $ = (id) => document.getElementById(id);

const world = new World();
const deck = new Deck(world, { panes: $("panes"), tabs: $("tabs"), announcer: $("announcer") });
const drawer = new Drawer($("drawer"), world);
const bar = new Bar($("bar"), world, deck, drawer);

const stream = new Stream({
  async load() {
    await world.load();
    await deck.sync(true);
    bar.refresh();
    drawer.reload();
    return world.seq;
  },
  take(event) {
    world.take(event);
    deck.take(event);
    drawer.take(event);
    if (event.kind === "clock" || event.kind === "person" || event.kind === "group") bar.refresh();
  },
  status(connected) {
    $("connection").hidden = connected;
    $("connection").textContent = connected ? "" : words.reconnecting;
    document.body.dataset.connected = String(connected);
  },
});

stream.begin();
