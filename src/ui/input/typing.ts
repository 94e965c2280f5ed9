import {createContext} from 'react';

/** How many fields are being edited. While there are any, letters are text, not commands; see `useKeys()`. */
export type Typing = {
	fields: number;
};

export const typingContext = createContext<Typing>({fields: 0});
