// What the desk asks and tells the server, and whether that can be heard now.

const PATIENCE_MS = 15000;

export class Server {
  // `network` is "" while it works, else the sentence that says why not; `changed` is called when that is another one, and
  // `refused` when whoever asks may not see the list any more.
  constructor({ at, token, texts, changed, refused }) {
    Object.assign(this, { at, token, texts, changed, refused, network: "" });
  }

  set(network) {
    const isOther = this.network !== network;
    this.network = network;
    if (isOther) this.changed();
  }

  // Gives the answer, or null where there is none to be had now.
  async ask(path, options = {}) {
    const headers = { Accept: "application/json", ...options.headers };
    try {
      const answer = await fetch(`${this.at}${path}`, { ...options, headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      const { signIn, refused, offline } = this.texts;
      const why = { 401: signIn, 403: refused, 404: refused }[answer.status] || "";
      if (why) await this.refused();
      this.set(why || (answer.status >= 500 ? offline : ""));
      return this.network ? null : answer;
    } catch {
      this.set(this.texts.offline);
      return null;
    }
  }

  // Tells what was done, in its order; gives what came of each, or null where the server did not hear.
  async tell(items, { source, renew }) {
    const said = items.map(({ key, whom, scope, verb, at, seen }) => ({ key, whom, scope, verb, at, seen }));
    const post = () => this.ask("told", {
      method: "POST",
      body: JSON.stringify({ sent_at: Date.now(), source, desk: items[0].desk, said }),
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token },
    });
    let answer = await post();
    if (answer?.status === 400) {
      // Somebody signed in anew meanwhile: the page's token is that of the session before.
      await renew();
      answer = await post();
    }
    return answer?.ok ? (await answer.json()).answers : null;
  }
}
