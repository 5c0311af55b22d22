import * as z from 'zod';

// Otherwise every schema compiles code of its own at its first use, which a start pays for and a call does not gain from. Read when a
// schema is made, so this comes before all others.
z.config({ jitless: true });
