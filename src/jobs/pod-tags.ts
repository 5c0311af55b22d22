/**
 * Short names of pods, such as `m0` and `w3`: the first letters of the role that tell it from the others, and the number.
 */
export function tagsOf(ids: readonly string[], job_id: string): string[] {
  const parts = ids.map((id) => {
    const name = id.startsWith(`${job_id}-`) ? id.slice(job_id.length + 1) : id;
    const [, role = name, number = ''] = /^(.*?)-?(\d{1,9})$/.exec(name) ?? [];
    return { role: role === '' ? 'pod' : role, number };
  });
  const roles = [...new Set(parts.map(({ role }) => role))];
  return parts.map(({ role, number }) => {
    let length = 1;
    while (length < role.length && roles.some((other) => other !== role && other.startsWith(role.slice(0, length))))
      length++;
    return `${role.slice(0, length)}${number}`;
  });
}
