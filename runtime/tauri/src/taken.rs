//! The names that the network may not give to an event.

use std::sync::{Arc, PoisonError, RwLock};

use tauri::{Manager, Runtime};

use crate::message::Message;
use crate::protocol::{Protocol, is_own_name};

/// The plugins of an app, each for a protocol. What a page is sent under their names must come from them alone: it would
/// be taken for news of the plugin, or for another manifest's event, and be counted.
#[derive(Clone, Default)]
pub(crate) struct Taken(Arc<RwLock<Vec<Plugin>>>);

struct Plugin {
    /// What the names of its own events begin with: `samewire:`.
    prefix: String,
    has_name: fn(&str) -> bool,
}

impl Taken {
    /// Those of this app; none has a name where no plugin is registered.
    pub(crate) fn of<R: Runtime>(manager: &impl Manager<R>) -> Taken {
        manager.app_handle().try_state::<Taken>().map(|taken| taken.inner().clone()).unwrap_or_default()
    }

    /// Registers a plugin.
    pub(crate) fn add<P: Protocol, R: Runtime>(manager: &impl Manager<R>, plugin: &str) -> Taken {
        manager.manage(Taken::default());
        let taken = Taken::of(manager);
        let mut plugins = taken.0.write().unwrap_or_else(PoisonError::into_inner);
        plugins.push(Plugin { prefix: format!("{plugin}:"), has_name: is_own_name::<P> });
        drop(plugins);
        taken
    }

    /// Takes from an event that no manifest knows the name that it has from the network, if that is somebody's.
    pub(crate) fn clear(&self, message: &mut Message) {
        // An event of the manifest goes in one way only.
        if message.frame.is_some() && message.named.as_ref().is_some_and(|named| self.holds(&named.name)) {
            message.named = None;
        }
    }

    fn holds(&self, name: &str) -> bool {
        let plugins = self.0.read().unwrap_or_else(PoisonError::into_inner);
        plugins.iter().any(|plugin| name.starts_with(&plugin.prefix) || (plugin.has_name)(name))
    }
}
