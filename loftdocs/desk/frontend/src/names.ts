// The names that a list of the case has, of persons or of parties, for fields in which one of them is chosen.

import type { Value } from "./api";

export function namesFrom(data: Value, list: string): string[] {
  const items = data && typeof data === "object" && !Array.isArray(data) ? data[list] : null;
  return (Array.isArray(items) ? items : []).flatMap((one) => (one && typeof one === "object" && !Array.isArray(one) && one.namn ? [String(one.namn)] : []));
}
