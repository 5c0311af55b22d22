import * as z from 'zod';

// By default each schema compiles code for itself at its first use. That slows the start down and makes no call faster.
// The setting is read when a schema is made, so this module has to come before all others.
z.config({ jitless: true });
