/** What a log may hold: no error, no answer of unknown shape and no foreign text, none of which has this type. */
type LogField = string | number | boolean | undefined | readonly string[] | LogFields;
type LogFields = { readonly [name: string]: LogField };

/** What the server needs of a logger. No request, argument or answer of the cloud goes into it. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
}
