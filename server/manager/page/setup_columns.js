import { canSay, say } from "shared/words.js";

/**
 * @typedef {object} Column a column of a table that is edited in place
 * @property {string} field
 * @property {"words" | "text" | "number" | "entry" | "entries" | "flag" | "lines" | "list" | "roles" | "photo" | "icon" | "grade" | "steps"} kind
 * @property {string} [of] the table that an entry is of
 * @property {string} [width]
 * @property {boolean} [detail] whether it stands in the row's second part, which opens
 */

/** @type {Record<string, Column[]>} */
export const COLUMNS = {
  departments: [
    { field: "code", kind: "text", width: "160px" },
    { field: "name", kind: "words" },
  ],
  services: [
    { field: "icon", kind: "icon", width: "60px" },
    { field: "code", kind: "text", width: "84px" },
    { field: "name", kind: "words" },
    { field: "department", kind: "entry", of: "departments", width: "230px" },
    { field: "promised_minutes", kind: "number", width: "100px" },
    { field: "materials", kind: "lines", detail: true },
    { field: "words", kind: "list", detail: true },
    { field: "parent", kind: "entry", of: "services", detail: true },
    { field: "prefix", kind: "text", detail: true },
    { field: "handling_minutes", kind: "number", detail: true },
    { field: "statutory_minutes", kind: "number", detail: true },
    { field: "quota", kind: "number", detail: true },
    { field: "appointment_only", kind: "flag", detail: true },
    { field: "quiet", kind: "flag", detail: true },
    { field: "waiting_alerts", kind: "steps", detail: true },
    { field: "serving_alerts", kind: "steps", detail: true },
  ],
  windows: [
    { field: "code", kind: "text", width: "84px" },
    { field: "name", kind: "words", width: "240px" },
    { field: "services", kind: "entries", of: "services" },
    { field: "department", kind: "entry", of: "departments", detail: true },
    { field: "quiet", kind: "flag", detail: true },
  ],
  boards: [
    { field: "code", kind: "text", width: "120px" },
    { field: "name", kind: "words", width: "260px" },
    { field: "windows", kind: "entries", of: "windows" },
    { field: "room", kind: "text", detail: true },
    { field: "services", kind: "entries", of: "services", detail: true },
    { field: "languages", kind: "entries", of: "languages", detail: true },
  ],
  staff: [
    { field: "photo", kind: "photo", width: "64px" },
    { field: "job_number", kind: "text", width: "78px" },
    { field: "name", kind: "text", width: "134px" },
    { field: "window", kind: "entry", of: "windows", width: "120px" },
    { field: "roles", kind: "roles", width: "142px" },
    { field: "department", kind: "entry", of: "departments" },
    { field: "post", kind: "words", detail: true },
    { field: "disabled", kind: "flag", detail: true },
  ],
  tags: [
    { field: "code", kind: "text", width: "110px" },
    { field: "grade", kind: "grade", width: "200px" },
    { field: "name", kind: "words" },
  ],
};

export const ICONS =
  "id-badge-2 briefcase shield-check heart-handshake wheelchair baby-carriage map-2 stethoscope coins wheat message-circle-question tool home-2 building-store receipt car school book-2 certificate file-text users rings plant-2 droplet flame gavel truck phone mail".split(
    " ",
  );

/** What a column is called. @param {string} table @param {string} field */
export function heading(table, field) {
  const own = `sheets.${table}.${field}`;
  return canSay(own) ? say(own) : say(`sheets.field.${field}`);
}

/** What stands in a new row. @param {string} table @param {import("./setup_draft.js").Row[]} rows */
export function newRow(table, rows) {
  const taken = new Set(rows.map((row) => row.code ?? row.job_number));
  const free = (/** @type {string[]} */ codes) => codes.find((code) => !taken.has(code)) ?? "";
  const numbered = (/** @type {number} */ from, prefix = "") => free(Array.from({ length: rows.length + 2 }, (_, n) => `${prefix}${n + from}`));
  switch (table) {
    case "departments":
      return { code: numbered(1, "d"), name: {} };
    case "services":
      return { code: free([..."ABCDEFGHJKLMNPQRSTUVWXYZ"]), name: {}, icon: "file-text", promised_minutes: 30 };
    case "windows":
      return { code: numbered(1), name: {}, services: [], general: rows.length === 0 };
    case "boards":
      return { code: numbered(1, "board-"), name: {}, windows: [], services: [], languages: [], room: "hall" };
    case "staff":
      return { job_number: numbered(1001), name: "", roles: ["staff"] };
    default:
      return { code: "", grade: "dissatisfied", name: {} };
  }
}
