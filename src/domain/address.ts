/**
 * An address without what can be a user and a password: all that stands before its last `@`, behind the scheme. A
 * password can hold what an address may not, such as a slash, so nothing before that sign is taken for the host.
 */
export const withoutUser = (address: string): string => address.replace(/^([a-z][\w+.-]{0,30}:\/\/)?.*@/is, '$1***@');
