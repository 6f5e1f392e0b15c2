import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  isSupported,
  NotificationBanner,
  ServiceNavigation,
  SkipLink,
} from 'govuk-frontend';
import { renewLists } from './renew.mjs';

// Radios need none: what belongs to one is shown by the style sheet (styles/_choices.scss).
// Every page works without this script; it adds conveniences. The classes are what govuk-frontend's styles ask for
// before they hide anything, and are set here since the content security policy forbids inline scripts.
document.body.classList.add('js-enabled');
renewLists();
// What is done a part at a time goes on by itself while its page is open; without script, by its button.
document.querySelector('form[data-goes-on]')?.requestSubmit();

if (isSupportedBrowser()) {
  const components = [
    Button,
    CharacterCount,
    Checkboxes,
    ErrorSummary,
    NotificationBanner,
    ServiceNavigation,
    SkipLink,
  ];
  for (const component of components) createAll(component);
}

function isSupportedBrowser() {
  if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported');
  return isSupported();
}
