import process from 'node:process';
import {tell} from '../../src/support/observer.ts';

tell(() => {
	throw new Error('no space left');
});
process.stdout.write('work is done\n');
