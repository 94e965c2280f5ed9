/**
A miner of which there is only the control socket: `node test/helpers/miner/socket-miner.ts SOCKET HOME [DEAF TO…]`, HOME being what `identifyHome()` gave. It does not heed the signals that are named; and with `asking`, not what its socket tells it.
*/
import process from 'node:process';
import {serveControl} from '../../../src/miner/control/serve-control.ts';
import {createStore} from '../../../src/support/store.ts';

const [socket = '', home, ...deafTo] = process.argv.slice(2);
for (const name of deafTo) {
	process.on(name, () => undefined);
}

const control = await serveControl({
	socket,
	home,
	state: createStore({}),
	readLog: async () => [],
	onStop() {
		if (!deafTo.includes('asking')) {
			void control.close();
		}
	},
});
process.stdout.write('ready\n');
