/** Days that a list of jobs covers where it is asked for none; one of live jobs alone covers those of any age. */
export const DEFAULT_DAYS = 7;
