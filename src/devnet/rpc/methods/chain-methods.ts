import type {Chain} from '../../blocks/chain.ts';
import {toHex} from '../../scale/bytes.ts';
import type {Connection} from '../connection.ts';
import type {Methods} from '../json-rpc.ts';
import type {RequestParameters} from '../parameters.ts';
import {describeHeader} from './block-view.ts';

/** Methods about blocks. Every block is final at once, so the finalized head is the best head. */
export function createChainMethods(chain: Chain): Methods {
	const getHead = () => chain.head().hash;

	const getBlockHash = (parameters: RequestParameters) => {
		const number = parameters.number(0);
		return number === undefined ? getHead() : chain.getHash(number);
	};

	const find = (parameters: RequestParameters) => {
		const hash = parameters.optionalHex(0);
		return hash === undefined ? chain.head() : chain.getBlock(hash);
	};

	const subscribe = (notification: string) => (_: RequestParameters, connection: Connection) =>
		connection.subscribe(notification, ({send}) => {
			send(describeHeader(chain.head()));
			return chain.onBlock(({block}) => {
				send(describeHeader(block));
			});
		});

	const unsubscribe = (parameters: RequestParameters, connection: Connection) =>
		connection.unsubscribe(parameters.text(0));

	return {
		chain_getBlockHash: getBlockHash,
		chain_getHead: getBlockHash,
		chain_getFinalizedHead: getHead,
		chain_getFinalisedHead: getHead,
		chain_getHeader(parameters) {
			const block = find(parameters);
			return block && describeHeader(block);
		},
		chain_getBlock(parameters) {
			const block = find(parameters);
			return (
				block && {
					block: {
						header: describeHeader(block),
						extrinsics: block.extrinsics.map(bytes => toHex(bytes)),
					},
					justifications: null,
				}
			);
		},
		chain_subscribeAllHeads: subscribe('chain_allHead'),
		chain_unsubscribeAllHeads: unsubscribe,
		chain_subscribeNewHeads: subscribe('chain_newHead'),
		chain_subscribeNewHead: subscribe('chain_newHead'),
		chain_unsubscribeNewHeads: unsubscribe,
		chain_unsubscribeNewHead: unsubscribe,
		chain_subscribeFinalizedHeads: subscribe('chain_finalizedHead'),
		chain_unsubscribeFinalizedHeads: unsubscribe,
	};
}
