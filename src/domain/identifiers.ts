/** What a plain id, image URI or machine type may consist of: printable ASCII without blanks. */
export const PLAIN = /^[!-~]{1,512}$/;
