/* 核验双随机抽取结果 — the draw run again in the browser, from the bundle alone: docs/draws.md.
   Written apart from the Python of algorithm/, so that two programs must agree. No network, no library. */
"use strict";

const FORMAT = "tongzhou-draw/1";
const BLOCK = 256;
const CODE = /^[A-Za-z0-9._-]{1,64}$/;
const MOMENT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;
const HEX = /^[0-9a-f]{64}$/;
const KEYS = "absent batch bodies commit_by format frozen_at hash items k least_reveals public reserve reveal_by seats strata title";
const utf8 = new TextEncoder();

/* --- digests: SM3 (GB/T 32905) and SHA-256 ------------------------------------------------------ */

const rotl = (x, n) => (x << n) | (x >>> (32 - n));
const rotr = (x, n) => (x >>> n) | (x << (32 - n));

class Digest {
  constructor(state) {
    this.state = Int32Array.from(state);
    this.rest = new Uint8Array(64);
    this.held = 0;
    this.length = 0;
  }
  copy() {
    const twin = new this.constructor();
    twin.state.set(this.state);
    twin.rest.set(this.rest);
    twin.held = this.held;
    twin.length = this.length;
    return twin;
  }
  update(bytes) {
    this.length += bytes.length;
    let at = 0;
    if (this.held) {
      const some = Math.min(64 - this.held, bytes.length);
      this.rest.set(bytes.subarray(0, some), this.held);
      this.held += some;
      at = some;
      if (this.held < 64) return this;
      this.press(this.rest, 0);
      this.held = 0;
    }
    for (; at + 64 <= bytes.length; at += 64) this.press(bytes, at);
    this.rest.set(bytes.subarray(at), 0);
    this.held = bytes.length - at;
    return this;
  }
  hex() {
    const end = this.copy();
    const tail = new Uint8Array((this.held < 56 ? 64 : 128) - this.held);
    tail[0] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(this.length / 0x20000000));
    view.setUint32(tail.length - 4, (this.length << 3) >>> 0);
    end.update(tail);
    return Array.from(end.state, (w) => (w >>> 0).toString(16).padStart(8, "0")).join("");
  }
}

const SM3_W = new Int32Array(68);
const SM3_T = Int32Array.from({ length: 64 }, (_, j) => rotl(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32));

class Sm3 extends Digest {
  constructor() {
    super([0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]);
  }
  press(bytes, at) {
    const w = SM3_W;
    for (let j = 0; j < 16; j++, at += 4)
      w[j] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    for (let j = 16; j < 68; j++) {
      const x = w[j - 16] ^ w[j - 9] ^ rotl(w[j - 3], 15);
      w[j] = x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(w[j - 13], 7) ^ w[j - 6];
    }
    let [a, b, c, d, e, f, g, h] = this.state;
    for (let j = 0; j < 64; j++) {
      const twelve = rotl(a, 12);
      const ss1 = rotl((twelve + e + SM3_T[j]) | 0, 7);
      const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ twelve) + (w[j] ^ w[j + 4])) | 0;
      const tt2 = (gg + h + ss1 + w[j]) | 0;
      d = c; c = rotl(b, 9); b = a; a = tt1;
      h = g; g = rotl(f, 19); f = e; e = tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17);
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => (this.state[i] ^= x));
  }
}

const SHA_W = new Int32Array(64);
const primes = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
const fraction = (x) => ((x - Math.floor(x)) * 0x100000000) | 0;
const SHA_K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));

class Sha256 extends Digest {
  constructor() {
    super(primes.slice(0, 8).map((p) => fraction(Math.sqrt(p))));
  }
  press(bytes, at) {
    const w = SHA_W;
    for (let j = 0; j < 16; j++, at += 4)
      w[j] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    for (let j = 16; j < 64; j++) {
      const x = w[j - 15], y = w[j - 2];
      w[j] = (w[j - 16] + (rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3)) + w[j - 7] + (rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, h] = this.state;
    for (let j = 0; j < 64; j++) {
      const t1 = (h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + SHA_K[j] + w[j]) | 0;
      const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => (this.state[i] = (this.state[i] + x) | 0));
  }
}

const hasher = (name) => (name === "sm3" ? new Sm3() : new Sha256());
const tagged = (name, ...parts) => hasher(name).update(encoded([FORMAT, ...parts])).hex();
const begun = (name, ...parts) => hasher(name).update(encoded([FORMAT, ...parts])).update(utf8.encode("\n"));

/* --- canonical form ------------------------------------------------------------------------------ */

class Disagrees extends Error {
  constructor(code, chinese, english, line = 0) {
    super(chinese);
    Object.assign(this, { code, chinese, english, line });
  }
}

function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value && typeof value === "object")
    return "{" + Object.keys(value).sort().map((k) => JSON.stringify(k) + ":" + canonical(value[k])).join(",") + "}";
  if (typeof value === "number" && (!Number.isInteger(value) || Math.abs(value) >= 1e15)) throw new Error("number");
  if (typeof value === "string" && /\p{Cs}/u.test(value)) throw new Error("half a character");
  return JSON.stringify(value);
}
const encoded = (value) => utf8.encode(canonical(value));
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decoded(bytes, number) {
  try {
    const text = strict.decode(bytes);
    const value = JSON.parse(text);
    if (value && typeof value === "object" && !Array.isArray(value) && canonical(value) + "\n" === text) return value;
  } catch (_error) { /* said below */ }
  throw new Disagrees("form", `第${number}行不是规范形式（JSON、键有序、无空格、UTF-8、换行结尾）`,
    `line ${number} is not in canonical form (JSON, sorted keys, no spaces, UTF-8, newline)`, number);
}

const same = (a, b) => canonical(a) === canonical(b);
const keysOf = (o) => Object.keys(o).sort().join(" ");
const whole = (n) => Number.isInteger(n) && n >= 0;
const isCode = (s) => typeof s === "string" && CODE.test(s);
const rising = (list) => list.every((x, i) => i === 0 || list[i - 1] < x);

/* --- terms ---------------------------------------------------------------------------------------- */

function readTerms(raw) {
  const bad = (zh, en) => new Disagrees("terms", `抽取规则有误：${zh}`, `the terms are wrong: ${en}`, 1);
  if (raw.k !== "terms" || raw.format !== FORMAT)
    throw new Disagrees("format", `不是“${FORMAT}”格式的抽取文件`, `not a file of the format ${FORMAT}`, 1);
  if (keysOf(raw) !== KEYS || !["sm3", "sha256"].includes(raw.hash)) throw bad("项目不全或摘要算法不明", "fields or hash");
  try {
    const bodies = raw.bodies.map((b) => b.code);
    const strata = raw.strata;
    if (bodies.length < 2 || new Set(bodies).size < bodies.length) throw bad("参与单位须为两家以上且不重复", "bodies");
    if (!strata.length || new Set(strata.map((s) => s.code)).size < strata.length) throw bad("分层", "strata");
    if (![...bodies, ...strata.map((s) => s.code)].every(isCode)) throw bad("代码", "codes");
    for (const s of strata)
      if (![s.rate[0], s.rate[1], s.least, s.most].every(whole) || s.rate[0] > s.rate[1] || s.rate[1] <= 0)
        throw bad(`分层${s.code}的比例有误`, `the rate of stratum ${s.code}`);
    const times = [raw.frozen_at, raw.commit_by, raw.reveal_by];
    if (!times.every((t) => MOMENT.test(t)) || !(times[0] < times[1] && times[1] < times[2])) throw bad("时间", "moments");
    if (!whole(raw.seats) || raw.seats < 2 || raw.seats > 9) throw bad("人数", "seats");
    if (!["continue", "void"].includes(raw.absent)) throw bad("未揭示时如何处理", "absent");
    if (!whole(raw.least_reveals) || raw.least_reveals < 1 || raw.least_reveals > bodies.length) throw bad("最少揭示数", "least");
    const p = raw.public;
    if (p !== null && !(MOMENT.test(p.after) && p.after >= raw.reveal_by && p.source)) throw bad("公开值", "public value");
    if (![raw.reserve[0], raw.reserve[1]].every(whole) || !raw.reserve[1]) throw bad("替补比例有误", "reserve");
    return { raw, hash: raw.hash, batch: raw.batch, bodies, strata, seats: raw.seats,
      names: Object.fromEntries(raw.bodies.map((b) => [b.code, b.name])) };
  } catch (error) {
    if (error instanceof Disagrees) throw error;
    throw bad("无法读取", "unreadable");
  }
}

function drawnOf(s, size) {
  const wanted = Math.max(s.least, Math.ceil((size * s.rate[0]) / s.rate[1]));
  return s.most ? Math.min(size, wanted, s.most) : Math.min(size, wanted);
}
const reservedOf = (terms, size, drawn) =>
  Math.min(size - drawn, Math.ceil((drawn * terms.raw.reserve[0]) / terms.raw.reserve[1]));

/* --- the file, line by line ----------------------------------------------------------------------- */

class Lines {
  constructor(bytes) {
    Object.assign(this, { bytes, at: 0, number: 0, seal: null, terms: null });
  }
  ahead() {
    if (this.at >= this.bytes.length) return new Uint8Array(0);
    const end = this.bytes.indexOf(10, this.at);
    return this.bytes.subarray(this.at, end < 0 ? this.bytes.length : end + 1);
  }
  next() {
    const line = this.ahead();
    this.at += line.length;
    this.number += 1;
    if (!line.length || line[line.length - 1] !== 10)
      throw new Disagrees("end", `文件在第${this.number}行中断，内容不全`,
        `the file ends within line ${this.number}: it is not whole`, this.number);
    return line;
  }
  taken(line) {
    if (this.seal) this.seal.update(line);
    else this.terms = line;
    return line;
  }
  object(kind) {
    const line = this.next();
    const told = decoded(line, this.number);
    if (told.k !== kind)
      throw new Disagrees("kind", `第${this.number}行应为“${kind}”，实为“${told.k}”`,
        `line ${this.number} should be “${kind}”, but is “${told.k}”`, this.number);
    this.taken(line);
    return told;
  }
  kindAhead() {
    const text = new TextDecoder().decode(this.ahead());
    if (text.startsWith('{"id":"'))
      for (const kind of ["object", "officer", "out", "pick", "reserve"]) if (text.includes(`"k":"${kind}"`)) return kind;
    try {
      return String(decoded(this.ahead(), this.number + 1).k);
    } catch (_error) {
      return "";
    }
  }
}

/* --- roster ---------------------------------------------------------------------------------------- */

function rootLine(terms, line, told) {
  const first = hasher(terms.hash).update(line).hex();
  const { counts, strata, blocks } = told;
  return { block: BLOCK, blocks, counts, k: "roster",
    root: tagged(terms.hash, "roster", first, BLOCK, counts, strata, blocks), strata };
}

function checkRosterLine(roster, terms, line) {
  const wrong = () => new Disagrees("roster", "第2行的名录说明有误", "line 2 does not describe a roster", 2);
  let fits = false;
  try {
    fits = same(roster.strata.map((s) => s[0]), terms.strata.map((s) => s.code)) &&
      roster.strata.every((s) => s.length === 2 && whole(s[1])) &&
      Array.isArray(roster.blocks) && typeof roster.root === "string" &&
      roster.counts.length === 3 && roster.counts.every(whole);
  } catch (_error) { fits = false; }
  if (!fits) throw wrong();
  if (!same(rootLine(terms, line, roster), roster))
    throw new Disagrees("root", "第1、2行：根值不能由规则和名录各段摘要算出：规则或名录说明已被改动",
      "lines 1, 2: the root does not follow from the terms and the digests of the blocks: they were changed", 2);
}

async function readRoster(lines, terms, roster, take, progress) {
  const first = lines.number + 1;
  const total = roster.counts.reduce((a, b) => a + b, 0);
  const sizes = Object.fromEntries(terms.strata.map((s) => [s.code, 0]));
  const counts = [0, 0, 0];
  const officers = [];
  const blocks = [];
  let kind = 0, last = "";
  const misplaced = (n) => new Disagrees("order", `名录第${n}行次序有误、重复、分层不明或专业要求多于人数`,
    `line ${n} of the roster is out of order, twice, of no stratum, or needs too much`, n);
  const readOne = (line, n) => {
    const told = decoded(line, n);
    const now = told.k === "object" && kind === 0 ? 0 : told.k === "officer" ? 1 : 2;
    if (now < kind) throw misplaced(n);
    if (now > kind) { kind = now; last = ""; }
    let key = told.id;
    if (now === 0) {
      if (keysOf(told) !== "id k needs stratum" || !isCode(told.id) || !isCode(told.stratum) ||
        !Array.isArray(told.needs) || !told.needs.every(isCode))
        throw new Disagrees("roster", `第${n}行不是检查对象`, `line ${n} is not an object`, n);
      if (!(told.stratum in sizes) || !rising(told.needs) || told.needs.length > terms.seats) throw misplaced(n);
      sizes[told.stratum] += 1;
    } else if (now === 1) {
      const lists = [told.recuse, told.skills];
      if (keysOf(told) !== "id k load recuse skills" || !isCode(told.id) || !whole(told.load) ||
        !lists.every((x) => Array.isArray(x) && x.every(isCode) && rising(x)))
        throw new Disagrees("roster", `第${n}行不是检查人员`, `line ${n} is not an officer`, n);
      officers.push({ id: told.id, load: told.load, skills: new Set(told.skills), recuse: new Set(told.recuse) });
    } else {
      if (keysOf(told) !== "id k of why" || told.k !== "out" || !isCode(told.id) ||
        !["object", "officer"].includes(told.of) || typeof told.why !== "string")
        throw new Disagrees("roster", `第${n}行不是未参加者`, `line ${n} is not an exclusion`, n);
      key = `${told.of} ${told.id}`;
    }
    if (key <= last) throw misplaced(n);
    last = key;
    counts[now] += 1;
    if (now === 0 && take) take(told);
  };
  for (let done = 0; done < total; ) {
    const begin = first + done;
    const held = [];
    const digest = begun(terms.hash, "block", blocks.length);
    for (; held.length < BLOCK && done < total; done++) {
      const line = lines.taken(lines.next());
      held.push(line);
      digest.update(line);
    }
    const found = digest.hex();
    if (roster.blocks[blocks.length] !== found)
      throw new Disagrees("block", `名录第${blocks.length + 1}段（第${begin}至${begin + held.length - 1}行）与其摘要不符：名录已被改动`,
        `block ${blocks.length + 1} of the roster (lines ${begin}–${begin + held.length - 1}) does not match its digest: the roster was changed`, begin);
    blocks.push(found);
    held.forEach((line, i) => readOne(line, begin + i));
    if (blocks.length % 64 === 0) await progress(done, total);
  }
  const strata = terms.strata.map((s) => [s.code, sizes[s.code]]);
  if (!same(rootLine(terms, lines.terms, { counts, strata, blocks }), roster))
    throw new Disagrees("counts", "第2行：名录的件数与内容不符", "line 2: the counts of the roster do not match its content", 2);
  return { counts, officers };
}

/* --- contributions ---------------------------------------------------------------------------------- */

function contributions(lines, terms, root, verdict) {
  const begin = lines.number + 1;
  const n = terms.bodies.length;
  const commits = terms.bodies.map(() => lines.object("commit"));
  const reveals = terms.bodies.map(() => lines.object("reveal"));
  const open = lines.object("public");
  const at = lines.number;
  const texts = (o) => Object.values(o).every((v) => typeof v === "string");
  if (!commits.every((c, i) => keysOf(c) === "at body commitment k" && keysOf(reveals[i]) === "at body k nonce value" &&
    c.body === reveals[i].body && texts(c) && texts(reveals[i])) || keysOf(open) !== "at k value" || !texts(open))
    throw new Disagrees("bodies", `第${begin}至${at}行的承诺、揭示或公开值形式有误`,
      `lines ${begin}–${at}: commitments, reveals or public value are malformed`, begin);
  if (!same(commits.map((c) => c.body), terms.bodies))
    throw new Disagrees("bodies", "承诺的单位与规则不符", "the bodies are not those of the terms", begin);
  commits.forEach((c, i) => {
    if (!c.commitment && !c.at) return;
    const name = terms.names[c.body];
    if (!HEX.test(c.commitment) || !MOMENT.test(c.at))
      throw new Disagrees("commit", `${name}的承诺形式有误`, `the commitment of ${c.body} is malformed`, begin + i);
    if (c.at < terms.raw.frozen_at || c.at > terms.raw.commit_by)
      throw new Disagrees("commit_time", `${name}的承诺不在冻结之后、截止之前`,
        `${c.body} did not commit between the freeze and the deadline`, begin + i);
  });
  const last = commits.map((c) => c.at).sort().pop();
  reveals.forEach((r, i) => {
    if (!r.nonce && !r.value && !r.at) return;
    const name = terms.names[r.body], line = begin + n + i;
    if (!HEX.test(r.nonce) || !MOMENT.test(r.at) || !r.value || [...r.value].length > 200)
      throw new Disagrees("reveal", `${name}的揭示形式有误`, `the reveal of ${r.body} is malformed`, line);
    if (tagged(terms.hash, "commit", terms.batch, root, r.body, r.value, r.nonce) !== commits[i].commitment)
      throw new Disagrees("reveal", `${name}揭示的内容与其承诺不符`, `what ${r.body} revealed is not what it had committed to`, line);
    if (r.at < last || r.at > terms.raw.reveal_by)
      throw new Disagrees("reveal_time", `${name}的揭示不在全部承诺之后、截止之前`,
        `${r.body} did not reveal between the last commitment and the deadline`, line);
  });
  const opened = reveals.filter((r) => r.nonce).length;
  if (opened < terms.raw.least_reveals || (terms.raw.absent === "void" && opened < n))
    throw new Disagrees("reveals", `只有${opened}家揭示，按事先规则本批次作废`,
      `only ${opened} revealed: by the rule fixed beforehand the batch is void`, begin + n);
  const source = terms.raw.public;
  if (Boolean(open.value) !== (source !== null))
    throw new Disagrees("public", "公开值与规则不符（应有而无，或应无而有）",
      "a public value is missing, or is there against the terms", begin + 2 * n);
  if (source !== null && open.at < source.after)
    throw new Disagrees("public", `第${at}行：公开值记录的时间早于规则所定`,
      `line ${at}: the public value was recorded before the terms allow`, at);
  const seed = lines.object("seed").seed;
  const told = commits.map((c, i) => [c.body, c.commitment, reveals[i].value, reveals[i].nonce]);
  if (seed !== tagged(terms.hash, "seed", terms.batch, root, told, open.value))
    throw new Disagrees("seed", `第${lines.number}行：种子不是由各单位揭示的内容算出的`,
      `line ${lines.number}: the seed does not follow from what was revealed`, lines.number);
  verdict.silent = reveals.filter((r) => !r.nonce).map((r) => terms.names[r.body]);
  verdict.remarks = [];
  if (source !== null)
    verdict.remarks.push([`请自行核对公开值：${source.source}：${open.value}（${source.after}之后产生）`,
      `check the public value yourself: ${source.source} = ${open.value}, after ${source.after}`]);
  else if (verdict.silent.length)
    verdict.remarks.push([`${verdict.silent.join("、")}未揭示，又没有公开值：最后揭示者可能在两种结果之间作过选择`,
      `${verdict.silent.join(", ")} did not reveal and there is no public value: the last to reveal may have chosen between two results`]);
  return seed;
}

/* --- choosing, pairing, substituting ------------------------------------------------------------------ */

const byKey = (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function chooser(terms, seed, sizes) {
  const strata = terms.strata.map((s) => {
    const size = sizes[s.code], drawn = drawnOf(s, size);
    return { code: s.code, size, drawn, keep: drawn + reservedOf(terms, size, drawn),
      begun: begun(terms.hash, "object", seed, s.code), found: [], limit: null };
  });
  const byCode = new Map(strata.map((s) => [s.code, s]));
  return {
    take(object) {
      const s = byCode.get(object.stratum);
      if (!s.keep) return;
      const key = s.begun.copy().update(utf8.encode(object.id)).hex();
      if (s.limit !== null && key > s.limit) return;
      s.found.push({ key, id: object.id, needs: object.needs });
      if (s.found.length >= 2 * s.keep + 1000) {
        s.found.sort(byKey).splice(s.keep);
        s.limit = s.found[s.keep - 1].key;
      }
    },
    picks() {
      return strata.flatMap((s) => s.found.sort(byKey).slice(0, s.keep).map((f, i) =>
        ({ ...f, stratum: s.code, rank: i + 1, drawn: i < s.drawn, p: [s.drawn, s.size] })));
    },
  };
}

class Heap {
  constructor() { this.list = []; }
  static before(a, b) { return a.load !== b.load ? a.load < b.load : a.key !== b.key ? a.key < b.key : a.id < b.id; }
  push(x) {
    const h = this.list;
    let i = h.push(x) - 1;
    while (i && Heap.before(h[i], h[(i - 1) >> 1])) { const up = (i - 1) >> 1; [h[i], h[up]] = [h[up], h[i]]; i = up; }
  }
  pop() {
    const h = this.list, top = h[0], x = h.pop();
    if (h.length) {
      h[0] = x;
      for (let i = 0; ; ) {
        let least = i;
        for (const c of [2 * i + 1, 2 * i + 2]) if (c < h.length && Heap.before(h[c], h[least])) least = c;
        if (least === i) break;
        [h[i], h[least]] = [h[least], h[i]];
        i = least;
      }
    }
    return top;
  }
}

function paired(terms, seed, picks, officers) {
  const base = begun(terms.hash, "officer", seed);
  const all = new Map(officers.map((o) => [o.id, { ...o, turn: 0 }]));
  const queues = new Map([["", new Heap()]]);
  const enter = (o) => {
    const entry = { load: o.load, key: base.copy().update(utf8.encode(`${o.id}\n${o.turn}`)).hex(), id: o.id, turn: o.turn };
    for (const skill of ["", ...o.skills]) {
      if (!queues.has(skill)) queues.set(skill, new Heap());
      queues.get(skill).push(entry);
    }
  };
  all.forEach(enter);
  const first = (skill, object, team) => {
    const queue = queues.get(skill), passed = [];
    let found = null;
    while (queue && queue.list.length && !found) {
      const entry = queue.pop(), o = all.get(entry.id);
      if (entry.turn !== o.turn) continue;
      passed.push(entry);
      if (!team.includes(o) && !o.recuse.has(object)) found = o;
    }
    passed.forEach((e) => queue.push(e));
    return found;
  };
  const place = new Map(terms.strata.map((s, i) => [s.code, i]));
  const drawn = picks.filter((p) => p.drawn).sort((a, b) =>
    b.needs.length - a.needs.length || place.get(a.stratum) - place.get(b.stratum) || a.rank - b.rank);
  const teams = new Map();
  for (const p of drawn) {
    const team = [];
    for (const need of p.needs)
      if (!team.some((o) => o.skills.has(need))) { const o = first(need, p.id, team); if (o) team.push(o); }
    while (team.length < terms.seats) { const o = first("", p.id, team); if (!o) break; team.push(o); }
    for (const o of team) { o.turn += 1; o.load += 1; enter(o); }
    teams.set(p.id, team.map((o) => o.id).sort());
  }
  return teams;
}

function standing(terms, seed, picks, teams, officers) {
  const all = new Map(officers.map((o) => [o.id, o]));
  const now = { teams: new Map(teams), reserves: new Map(), info: new Map(), left: new Set(), recused: new Map() };
  for (const p of picks) {
    now.info.set(p.id, p);
    if (!p.drawn) now.reserves.set(p.stratum, [...(now.reserves.get(p.stratum) || []), p]);
  }
  const filled = (object, kept) => {
    const base = begun(terms.hash, "substitute", seed, object);
    const order = officers.map((o) => ({ id: o.id, key: base.copy().update(utf8.encode(o.id)).hex() })).sort(byKey);
    const barred = now.recused.get(object) || new Set();
    const able = order.map((x) => all.get(x.id)).filter((o) =>
      !now.left.has(o.id) && !barred.has(o.id) && !kept.includes(o.id) && !o.recuse.has(object));
    const team = [...kept];
    const has = (need) => team.some((id) => all.get(id).skills.has(need));
    for (const need of now.info.get(object).needs)
      if (!has(need)) { const o = able.find((x) => !team.includes(x.id) && x.skills.has(need)); if (o) team.push(o.id); }
    for (const o of able) if (team.length < terms.seats && !team.includes(o.id)) team.push(o.id);
    return team.slice(0, terms.seats).sort();
  };
  now.carry = (told) => {
    const team = now.teams.get(told.target);
    if (!team) return null;
    if (told.of === "officer") {
      if (!team.includes(told.out) || !["recusal", "leave", "other"].includes(told.cause)) return null;
      if (told.cause === "leave") now.left.add(told.out);
      else now.recused.set(told.target, (now.recused.get(told.target) || new Set()).add(told.out));
      const fresh = filled(told.target, team.filter((id) => id !== told.out));
      now.teams.set(told.target, fresh);
      return { in: "", officers: fresh };
    }
    if (told.of !== "object" || told.out !== told.target || !["recusal", "leave", "closed", "other"].includes(told.cause)) return null;
    now.teams.delete(told.target);
    const next = (now.reserves.get(now.info.get(told.target).stratum) || []).shift();
    if (!next) return { in: "", officers: [] };
    now.teams.set(next.id, filled(next.id, []));
    return { in: next.id, officers: now.teams.get(next.id) };
  };
  return now;
}

/* --- the whole ---------------------------------------------------------------------------------------- */

function checkResult(lines, terms, seed, picks, officers, verdict) {
  const teams = paired(terms, seed, picks, officers);
  const digest = begun(terms.hash, "result", terms.batch, seed);
  const drawn = picks.filter((p) => p.drawn), waiting = picks.filter((p) => !p.drawn);
  const wanted = [
    ...drawn.map((p) => ({ id: p.id, k: "pick", key: p.key, officers: teams.get(p.id), p: p.p, rank: p.rank, stratum: p.stratum })),
    ...waiting.map((p) => ({ id: p.id, k: "reserve", key: p.key, rank: p.rank, stratum: p.stratum })),
  ];
  for (const told of wanted) {
    const line = lines.taken(lines.next()), right = utf8.encode(canonical(told) + "\n");
    if (line.length !== right.length || !line.every((b, i) => b === right[i]))
      throw new Disagrees("pick", `第${lines.number}行：抽取结果与重新计算的不符，此处应为${told.id}（分层${told.stratum}第${told.rank}位）`,
        `line ${lines.number}: the result differs from the draw run again; here should be ${told.id} (stratum ${told.stratum}, rank ${told.rank})`, lines.number);
    digest.update(line);
  }
  Object.assign(verdict, { result: digest.hex(), drawn: drawn.length, reserves: waiting.length, substitutions: 0 });
  if (!same(lines.object("result"), { counts: [drawn.length, waiting.length], digest: verdict.result, k: "result" }))
    throw new Disagrees("result", `第${lines.number}行：结果的件数或摘要不符`, `line ${lines.number}: counts or digest of the result do not agree`, lines.number);
  const now = standing(terms, seed, picks, teams, officers);
  while (lines.kindAhead() === "sub") {
    const told = lines.object("sub"), n = (verdict.substitutions += 1);
    const fits = keysOf(told) === "cause in k no of officers out target words" && told.no === n && told.words;
    const brought = fits ? now.carry(told) : null;
    if (!brought || !same({ in: told.in, officers: told.officers }, brought))
      throw new Disagrees("sub", `第${lines.number}行：第${n}次递补不符合事先的规则`,
        `line ${lines.number}: substitution ${n} does not follow the rule`, lines.number);
  }
}

async function verify(bytes, { root = "", result = "", progress = async () => {} } = {}) {
  const lines = new Lines(bytes);
  const first = lines.object("terms");
  const terms = readTerms(first);
  lines.seal = begun(terms.hash, "seal").update(lines.terms);
  const roster = lines.object("roster");
  checkRosterLine(roster, terms, lines.terms);
  if (root && root.toLowerCase() !== roster.root)
    throw new Disagrees("root", "名录根值与公布的根值不符：这不是公布时的那份名录",
      "the root is not the one that was published: this is not the roster of that day", 2);
  const verdict = { agrees: true, kind: "snapshot", batch: terms.batch, title: first.title, hash: terms.hash, root: roster.root,
    counts: [], seed: "", result: "", drawn: 0, reserves: 0, substitutions: 0, silent: [], remarks: [] };
  let seed = "";
  if (!["object", "officer", "out", "seal"].includes(lines.kindAhead())) {
    verdict.kind = "bundle";
    seed = contributions(lines, terms, roster.root, verdict);
  }
  const choose = seed ? chooser(terms, seed, Object.fromEntries(roster.strata)) : null;
  const { counts, officers } = await readRoster(lines, terms, roster, choose && choose.take, progress);
  Object.assign(verdict, { counts, seed });
  if (seed) {
    checkResult(lines, terms, seed, choose.picks(), officers, verdict);
    if (result && result.toLowerCase() !== verdict.result)
      throw new Disagrees("result", "抽取结果摘要与公布的不符", "the digest of the result is not the one that was published", lines.number);
  }
  const told = decoded(lines.next(), lines.number);
  if (!same(told, { digest: lines.seal.hex(), k: "seal" }))
    throw new Disagrees("seal", `第${lines.number}行：封条与文件内容不符`, `line ${lines.number}: the seal does not match the file`, lines.number);
  if (lines.ahead().length) throw new Disagrees("end", "封条之后还有内容", "something follows the seal", lines.number + 1);
  return verdict;
}

async function verdictOf(bytes, asked) {
  try {
    return await verify(bytes, asked);
  } catch (d) {
    if (!(d instanceof Disagrees)) throw d;
    return { agrees: false, code: d.code, line: d.line, why: d.chinese, why_en: d.english };
  }
}

if (typeof globalThis !== "undefined") Object.assign(globalThis, { tongzhouDraw: { verdictOf, Sm3, Sha256 } });
