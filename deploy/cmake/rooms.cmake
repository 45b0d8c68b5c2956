# How a room of the house becomes targets: one static library `newswired_<room>` and one test program `<room>_test`.

# Members that a designated initializer leaves out get their defaults: that is its point.
set(NEWSWIRED_WARNINGS -Wall -Wextra -Wno-missing-field-initializers)
if(NEWSWIRED_WERROR)
  list(APPEND NEWSWIRED_WARNINGS -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False alarms of g++ 12 in plain std::string and std::vector code.
  list(APPEND NEWSWIRED_WARNINGS -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
endif()

add_library(newswired_options INTERFACE)
target_include_directories(newswired_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(newswired_options INTERFACE ${NEWSWIRED_WARNINGS})
if(NEWSWIRED_SANITIZE)
  target_compile_options(newswired_options INTERFACE -fsanitize=${NEWSWIRED_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(newswired_options INTERFACE -fsanitize=${NEWSWIRED_SANITIZE})
  target_compile_definitions(newswired_options INTERFACE NEWSWIRED_SANITIZED=1)
endif()

if(NEWSWIRED_FUZZ)
  target_compile_options(newswired_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# newswired_seconds(<variable> <seconds>): how long a test may take; a sanitizer makes a program several times slower.
function(newswired_seconds variable seconds)
  if(NEWSWIRED_SANITIZE)
    math(EXPR seconds "${seconds} * 5")
  endif()
  set(${variable} ${seconds} PARENT_SCOPE)
endfunction()
newswired_seconds(NEWSWIRED_UNIT_TEST_SECONDS 120)

# newswired_room(<room> SOURCES … [LIBRARIES …]): the room's code.
function(newswired_room room)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(newswired_${room} STATIC ${ROOM_SOURCES})
  target_link_libraries(newswired_${room} PUBLIC newswired_options ${ROOM_LIBRARIES})
endfunction()

# newswired_room_test(<room> SOURCES … [LIBRARIES …]): its unit tests, which stand beside the code.
function(newswired_room_test room)
  if(NOT NEWSWIRED_TESTS)
    return()
  endif()
  cmake_parse_arguments(ROOM "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${room}_test ${ROOM_SOURCES})
  # Tests are compiled far more often than they are run: optimising them costs more than it gives.
  target_compile_options(${room}_test PRIVATE -O0)
  target_link_libraries(${room}_test PRIVATE newswired_${room} ${ROOM_LIBRARIES} GTest::gtest_main GTest::gmock)
  target_compile_definitions(${room}_test PRIVATE NEWSWIRED_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  gtest_discover_tests(${room}_test TEST_PREFIX "${room}/" DISCOVERY_MODE PRE_TEST
    PROPERTIES TIMEOUT ${NEWSWIRED_UNIT_TEST_SECONDS})
endfunction()
