/**
A node of a chain the size of the main one, with its genesis hash, by recorded metadata:

`node test/helpers/chain/node/main.ts --metadata FILE [--port P] [--block-time MS] [--fund SS58=TAO …]`

It prints a line of JSON once it listens, and ends with SIGTERM, or with the channel to its parent.
*/
import process from 'node:process';
import {parseArgs} from 'node:util';
import {decodeAddress} from '../../../../src/crypto/ss58.ts';
import {startRpcServer} from '../../../../src/devnet/rpc/server.ts';
import {readBlobs} from './blobs.ts';
import {createNodeChain} from './chain.ts';
import {createNodeMethods} from './methods.ts';
import {createNodeRuntime} from './runtime.ts';
import {toHex} from './scale.ts';

const {values} = parseArgs({
	options: {
		metadata: {type: 'string'},
		port: {type: 'string', default: '0'},
		'block-time': {type: 'string', default: '12000'},
		fund: {type: 'string', multiple: true, default: []},
	},
});
const blobs = readBlobs(values.metadata!);
const chain = createNodeChain({
	runtime: createNodeRuntime(blobs.get(Math.max(...blobs.keys()))!),
	funds: new Map(
		values.fund.map(fund => {
			const [address = '', tao] = fund.split('=', 2);
			return [toHex(decodeAddress(address)), BigInt(Number(tao) * 1e9)];
		}),
	),
});
const server = await startRpcServer({
	methods: createNodeMethods(chain, blobs),
	host: '127.0.0.1',
	port: Number(values.port),
	onFault(error) {
		console.error(error);
	},
});
const timer = setInterval(chain.produce, Number(values['block-time']));
console.log(
	JSON.stringify({
		url: server.url,
		pid: process.pid,
		specVersion: chain.runtime.version.spec_version,
	}),
);
const end = async () => {
	clearInterval(timer);
	await server.close();
	if (process.connected) {
		process.disconnect();
	}
};

process.once('SIGTERM', end);
process.once('disconnect', end);
