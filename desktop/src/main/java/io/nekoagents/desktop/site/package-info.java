/** The bundled pages for demos and tests. */
@NullMarked
package io.nekoagents.desktop.site;

import org.jspecify.annotations.NullMarked;
