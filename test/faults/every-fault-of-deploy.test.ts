import { everyFaultMeetsLife } from './living/life-matrix';

everyFaultMeetsLife(['deploy', 'deploy of what fails', 'destroy']);
