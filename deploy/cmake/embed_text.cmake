# newswired_embed(<target> <file> <header> <symbol>): the text of a file as `inline constexpr std::string_view <symbol>` in
# a header that <target> includes as "<header>". Made anew when the file changes.
function(newswired_embed target file header symbol)
  get_filename_component(path ${file} ABSOLUTE)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  file(READ ${path} text)
  file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/generated/${header}
    CONTENT "#pragma once\n\n#include <string_view>\n\nnamespace newswired {\ninline constexpr std::string_view ${symbol} = R\"embedded(${text})embedded\";\n}\n")
  target_include_directories(${target} PRIVATE ${PROJECT_BINARY_DIR}/generated)
endfunction()
