import { everyFaultMeetsLife } from './living/life-matrix';

everyFaultMeetsLife(['onboard --create', 'onboard --account', 'move', 'offboard']);
