/* The server's events, one after another, and a new start whenever they stop coming. */

const FIRST_PAUSE = 300;
const LONGEST_PAUSE = 3000;

export class Stream {
  /** `load` reads the whole state and resolves to the sequence number to go on from; `status` hears true or false. */
  constructor({ load, take, status }) {
    this.load = load;
    this.take = take;
    this.status = status;
    this.source = null;
    this.pause = FIRST_PAUSE;
  }

  /** Read the state, then listen; try again for as long as it takes. */
  async begin() {
    try {
      this.listen(await this.load());
      this.pause = FIRST_PAUSE;
      this.status(true);
    } catch (error) {
      if (error.status === undefined) console.error(error);
      this.again();
    }
  }

  listen(after) {
    const source = new EventSource(`/control/events?after=${after}`);
    source.onmessage = (message) => this.heard(message.data);
    source.onerror = () => {
      if (source === this.source) this.again();
    };
    this.source = source;
  }

  heard(data) {
    try {
      this.take(JSON.parse(data));
    } catch (error) {
      console.error(error);
    }
  }

  again() {
    this.source?.close();
    this.source = null;
    this.status(false);
    setTimeout(() => this.begin(), this.pause);
    this.pause = Math.min(this.pause * 1.6, LONGEST_PAUSE);
  }
}
