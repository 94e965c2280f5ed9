import type {Chain} from '../../blocks/chain.ts';
import type {Methods} from '../json-rpc.ts';
import {createAuthorMethods} from './author-methods.ts';
import {createChainMethods} from './chain-methods.ts';
import {createRuntimeMethods} from './runtime-methods.ts';
import {createStateMethods} from './state-methods.ts';
import {createSystemMethods, type SystemMethodsOptions} from './system-methods.ts';

/** All methods clients can call; `rpc_methods` lists exactly these. */
export function createMethods(chain: Chain, options: SystemMethodsOptions): Methods {
	const methods: Methods = {
		...createAuthorMethods(chain),
		...createChainMethods(chain),
		...createRuntimeMethods(chain),
		...createStateMethods(chain),
		...createSystemMethods(chain, options),
		rpc_methods: () => ({methods: names}),
	};
	const names = Object.keys(methods).toSorted();
	return methods;
}
