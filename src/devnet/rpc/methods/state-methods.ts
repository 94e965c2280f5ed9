import type {Chain} from '../../blocks/chain.ts';
import {toHex} from '../../scale/bytes.ts';
import {lowerBound} from '../../state/sorted-keys.ts';
import type {Hex} from '../../scale/type.ts';
import type {Cells} from '../../state/cells.ts';
import type {Methods} from '../json-rpc.ts';
import type {RequestParameters} from '../parameters.ts';
import {RpcError, invalidParameters} from '../rpc-error.ts';
import {requireBlock, requireCells} from './block-view.ts';

/** The maximum number of keys per page, as on a node. */
const mostKeys = 1000;

/** Methods that read stored values. */
export function createStateMethods(chain: Chain): Methods {
	const cellsAt = (at: Hex | undefined) => requireCells(chain, requireBlock(chain, at));

	const getStorage = (parameters: RequestParameters) =>
		readHex(cellsAt(parameters.optionalHex(1)), parameters.hex(0));

	return {
		state_getStorage: getStorage,
		state_getStorageAt: getStorage,
		state_queryStorageAt(parameters) {
			const {hash} = requireBlock(chain, parameters.optionalHex(1));
			const cells = cellsAt(hash);
			const changes = parameters.hexList(0).map(key => [key, readHex(cells, key)]);
			return [{block: hash, changes}];
		},
		state_getKeys: parameters => cellsAt(parameters.optionalHex(1)).keysUnder(parameters.hex(0)),
		state_getKeysPaged(parameters) {
			const count = parameters.number(1);
			if (count === undefined) {
				throw invalidParameters('Parameter 1 is a number');
			}

			if (count > mostKeys) {
				throw new RpcError(4002, `count exceeds maximum value. value: ${count}, max: ${mostKeys}`);
			}

			const keys = cellsAt(parameters.optionalHex(3)).keysUnder(parameters.hex(0));
			const start = parameters.optionalHex(2);
			const first = start === undefined ? 0 : lowerBound(keys, `${start}0`);
			return keys.slice(first, first + count);
		},
		state_subscribeStorage(parameters, connection) {
			const keys = parameters.hexList(0);
			return connection.subscribe('state_storage', ({send}) => {
				const {hash} = chain.head();
				const cells = cellsAt(hash);
				send({block: hash, changes: keys.map(key => [key, readHex(cells, key)])});
				return chain.onBlock(({block, changes}) => {
					const changed = new Map(changes);
					const ours = keys.filter(key => changed.has(key));
					if (ours.length === 0) {
						return;
					}

					const values = ours.map(key => [key, maybeHex(changed.get(key))]);
					send({block: block.hash, changes: values});
				});
			});
		},
		state_unsubscribeStorage: (parameters, connection) =>
			connection.unsubscribe(parameters.text(0)),
	};
}

function readHex(cells: Cells, key: Hex): Hex | undefined {
	return maybeHex(cells.read(key)?.bytes);
}

function maybeHex(bytes: Uint8Array | undefined): Hex | undefined {
	return bytes && toHex(bytes);
}
