/** The label every official image carries. */
export const OFFICIAL_LABEL = 'system.official=true';
