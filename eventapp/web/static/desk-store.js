// What the desk keeps in this browser: what waits to be sent, and the list of people for when there is no network.
// What waits is in the database before the page says that somebody is in, and leaves it only with the server's answer.

const NAME = "eventapp-desk";
const KEPT_MS = 24 * 60 * 60 * 1000;
const ASKED = new Promise((resolve) => {
  let request;
  try {
    request = indexedDB.open(NAME, 1);
  } catch {
    resolve(null);
    return;
  }
  request.onupgradeneeded = () => {
    const { result } = request;
    result.createObjectStore("waiting", { keyPath: "id", autoIncrement: true }).createIndex("slug", "slug");
    result.createObjectStore("refused", { keyPath: "id", autoIncrement: true }).createIndex("slug", "slug");
    result.createObjectStore("kept");
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => resolve(null);
  request.onblocked = () => resolve(null);
});

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function ended(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

export function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Everything of one conference; `open` gives null where the browser keeps nothing.
export class Store {
  constructor(database, slug) {
    this.database = database;
    this.slug = slug;
  }

  static async open(slug) {
    const database = await ASKED;
    return database && new Store(database, slug);
  }

  async add(item) {
    const transaction = this.database.transaction("waiting", "readwrite", { durability: "strict" });
    transaction.objectStore("waiting").add({ ...item, slug: this.slug });
    await ended(transaction);
  }

  // In the order in which it was done.
  waiting() {
    return done(this.database.transaction("waiting").objectStore("waiting").index("slug").getAll(this.slug));
  }

  refused() {
    return done(this.database.transaction("refused").objectStore("refused").index("slug").getAll(this.slug));
  }

  // Takes out what was answered and keeps what was refused until somebody has seen it: both or neither.
  async settle(ids, refused) {
    const transaction = this.database.transaction(["waiting", "refused"], "readwrite");
    ids.forEach((id) => transaction.objectStore("waiting").delete(id));
    refused.forEach((said) => transaction.objectStore("refused").add({ said, slug: this.slug }));
    await ended(transaction);
  }

  async dismiss(id) {
    const transaction = this.database.transaction("refused", "readwrite");
    transaction.objectStore("refused").delete(id);
    await ended(transaction);
  }

  async keep(name, value) {
    const transaction = this.database.transaction("kept", "readwrite");
    transaction.objectStore("kept").put({ value, at: Date.now() }, `${this.slug} ${name}`);
    await ended(transaction);
  }

  // What is older than a day is no list to let people in by.
  async kept(name) {
    const found = await done(this.database.transaction("kept").objectStore("kept").get(`${this.slug} ${name}`));
    return found && Math.abs(Date.now() - found.at) < KEPT_MS ? found.value : null;
  }

  // Forgets the people; what waits stays.
  async forget() {
    const transaction = this.database.transaction("kept", "readwrite");
    const store = transaction.objectStore("kept");
    store.delete(IDBKeyRange.bound(`${this.slug} `, `${this.slug} \uffff`));
    await ended(transaction);
  }

  // A name for this browser, by which the server keeps what it tells in its order.
  async source() {
    const store = this.database.transaction("kept", "readwrite").objectStore("kept");
    const known = await done(store.get("source"));
    if (known) return known;
    const made = newKey();
    await done(store.put(made, "source"));
    return made;
  }
}
