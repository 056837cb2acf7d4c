import { everyFaultMeets } from './matrix';

// It asks most.
everyFaultMeets(['verify']);
