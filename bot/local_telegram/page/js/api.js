/* The control interface of the local Telegram (docs/local-telegram.md). */

/** The server answered that it will not; `status` is 0 when it could not be reached. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function ask(method, path, body) {
  const options = { method, cache: "no-store" };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  let response;
  let answer;
  try {
    response = await fetch(`/control/${path}`, options);
    answer = await response.json();
  } catch {
    throw new Refused("unreachable", 0);
  }
  if (!answer.ok) throw new Refused(answer.error ?? `${response.status}`, response.status);
  return answer;
}

export const get = (path) => ask("GET", path);
export const post = (path, body = {}) => ask("POST", path, body);
export const remove = (path) => ask("DELETE", path);

/** Do something as a person: see the table of acts. */
export const act = (person, name, body = {}) => post(`people/${person}/${name}`, body);
