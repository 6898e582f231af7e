// Finding people on the list that this browser keeps, by the rules of the server, which sends its tables along.

const VOICING = new Set(["\u3099", "\u309a"]);

export class People {
  constructor({ people = [], folds = {}, shapes = {} } = {}) {
    this.people = people;
    this.folds = folds;
    this.shapes = shapes;
    this.byId = new Map(people.map((person) => [person.id, person]));
  }

  get(id) {
    return this.byId.get(id);
  }

  // As `folded` in domain/folding.py.
  fold(text) {
    const plain = text.normalize("NFKC").toLowerCase().normalize("NFKD");
    const kept = [...plain].filter((sign) => VOICING.has(sign) || !/[\p{Mn}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(sign));
    return [...kept.join("").normalize("NFC")].map((sign) => this.folds[sign] || sign).join("");
  }

  // As `read_code` in domain/check_ins/codes.py.
  static readCode(text) {
    const signs = [...text.normalize("NFKC").toUpperCase()].filter((sign) => /[\p{L}\p{N}]/u.test(sign) && sign !== "ー");
    const code = signs.join("");
    return /^[A-Z0-9]{4,}$/.test(code) ? code : "";
  }

  shape(code) {
    return [...code].map((sign) => this.shapes[sign] || sign).join("");
  }

  findExactly(text) {
    const code = People.readCode(text);
    return code ? this.people.find((person) => person.code === code) : undefined;
  }

  findByCode(text) {
    const exact = this.findExactly(text);
    if (exact) return [exact];
    const code = People.readCode(text);
    return code ? this.people.filter((person) => person.shape === this.shape(code)) : [];
  }

  find(text) {
    const coded = this.findByCode(text);
    if (coded.length) return coded;
    const wanted = this.fold(text).split(/[\s,、，;]+/).filter(Boolean);
    if (!wanted.length) return [];
    // One or two Latin letters are the beginning of a word, as on the server.
    const forms = wanted.map((word) => (/^[a-z]{1,2}$/.test(word) ? ` ${word}` : word));
    const meant = this.people.filter((person) => forms.every((form) => person.text.includes(form)));
    const distance = new Map(meant.map((person) => [person, People.distance(person, wanted)]));
    return meant.sort((one, other) => distance.get(one) - distance.get(other));
  }

  // As `closeness` in domain/people_search.py: a part of the name, the beginning of one, anything else.
  static distance(person, wanted) {
    const names = `${person.text.slice(0, person.named)} `;
    const far = (word) => (names.includes(` ${word} `) ? 0 : names.includes(` ${word}`) ? 1 : 2);
    return wanted.reduce((sum, word) => sum + far(word), 0);
  }
}
